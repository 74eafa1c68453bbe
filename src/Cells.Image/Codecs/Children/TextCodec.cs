using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A string: UTF-8, without a terminator.</summary>
public readonly struct TextCodec : IChildCodec<string>, IChildCopier
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> Replacement => [0xEF, 0xBF, 0xBD];

    /// <inheritdoc/>
    public static int Extend(string value, int end) => ImageMeasure.Place(end, 1, Count(value));

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, string value)
    {
        // Most strings are ASCII, and are written without being counted.
        if (Ascii.FromUtf16(value, writer.Rest(value.Length), out int bytes) != OperationStatus.Done)
            bytes = Encode(value, ref writer);
        writer.PutReference(at, writer.End - origin, bytes);
        writer.Advance(bytes);
    }

    /// <inheritdoc/>
    public static string Read(ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        return PrivateText.Decode(child.Elements(1));
    }

    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        ReadOnlySpan<byte> text = child.Elements(1);
        return ImageMeasure.Place(end, 1, Utf8.IsValid(text) ? text.Length : CountRepaired(text));
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Count);
        ReadOnlySpan<byte> text = child.Elements(1);
        int place = writer.End;
        if (text.TryCopyTo(writer.Rest(0)) && Utf8.IsValid(writer.Rest(0)[..text.Length]))
            writer.Advance(text.Length);
        else
            Repair(ref writer, text);
        writer.PutReference(at, place - origin, writer.End - place);
    }

    /// <summary>The UTF-8 bytes of a string.</summary>
    /// <exception cref="ImageException">It holds a lone surrogate.</exception>
    internal static int Count(string value) => Ascii.IsValid(value) ? value.Length : CountEncoded(value);

    /// <summary>Writes what is not only ASCII.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Encode(string value, ref ImageWriter writer)
    {
        OperationStatus status = Utf8.FromUtf16(value, writer.Rest(Count(value)), out _, out int bytes, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
            ImageErrors.ThrowChanged();
        return bytes;
    }

    private static int CountEncoded(string value)
    {
        try
        {
            return Strict.GetByteCount(value);
        }
        catch (EncoderFallbackException)
        {
            ImageErrors.ThrowLoneSurrogate();
            throw;
        }
    }

    /// <summary>Writes U+FFFD for what is not UTF-8. The bytes are looked at once they cannot change any more.</summary>
    private static void Repair(ref ImageWriter writer, scoped ReadOnlySpan<byte> foreign)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(foreign.Length);
        try
        {
            foreign.CopyTo(rented);
            ReadOnlySpan<byte> text = rented.AsSpan(0, foreign.Length);
            while (!text.IsEmpty)
            {
                int valid = ValidPrefix(text);
                Append(ref writer, text[..valid]);
                text = text[valid..];
                if (text.IsEmpty)
                    break;

                Append(ref writer, Replacement);
                text = text[InvalidPrefix(text)..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static void Append(ref ImageWriter writer, scoped ReadOnlySpan<byte> bytes)
    {
        writer.Place(1, bytes.Length, out Span<byte> room);
        bytes.CopyTo(room);
    }

    private static long CountRepaired(ReadOnlySpan<byte> text)
    {
        long count = 0;
        while (!text.IsEmpty)
        {
            int valid = ValidPrefix(text);
            count += valid;
            text = text[valid..];
            if (text.IsEmpty)
                break;

            count += Replacement.Length;
            text = text[InvalidPrefix(text)..];
        }

        return count;
    }

    private static int ValidPrefix(ReadOnlySpan<byte> text)
    {
        int valid = 0;
        while (valid < text.Length && Rune.DecodeFromUtf8(text[valid..], out _, out int bytes) == OperationStatus.Done)
            valid += bytes;
        return valid;
    }

    private static int InvalidPrefix(ReadOnlySpan<byte> text)
    {
        _ = Rune.DecodeFromUtf8(text, out _, out int bytes);
        return Math.Max(1, bytes);
    }
}
