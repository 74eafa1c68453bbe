using System.Text.Unicode;
using Cells.Images.Layout;
using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A string as the key of a map or the element of a set.</summary>
public readonly struct TextKey : IKeyCodec<string>, IKeyView<Utf8Text>
{
    private const char FirstSurrogate = '\uD800';
    private const char BehindSurrogates = '\uE000';

    /// <inheritdoc/>
    public static int Bytes => WireLayout.ReferenceBytes;

    /// <inheritdoc/>
    public static int Alignment => 4;

    /// <inheritdoc/>
    public static int Extend(string value, int end) => ElementCodec<TextCodec, string>.Extend(value, end);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, string value) =>
        ElementCodec<TextCodec, string>.Write(ref writer, origin, origin + offset, value);

    /// <inheritdoc/>
    public static string Read(ImageBlock block, int offset, ref ReadBudget budget) => TextCodec.Read(Valid(block.Child(offset)), ref budget);

    /// <inheritdoc/>
    public static Utf8Text Look(ImageBlock block, int offset) => block.Text(offset);

    /// <inheritdoc/>
    public static bool IsNull(ImageBlock block, int offset) => block.Child(offset).IsNull;

    /// <inheritdoc/>
    public static int Extend(ImageBlock block, int offset, int end, ref ReadBudget budget) => TextCodec.Extend(Valid(block.Child(offset)), end, ref budget);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int offset, scoped ImageBlock block, ref ReadBudget budget) =>
        TextCodec.Write(ref writer, origin, origin + offset, block.Child(offset), ref budget);

    /// <inheritdoc/>
    public static bool Same(string left, string right) => left == right;

    /// <inheritdoc/>
    public static int Hash(string value) => value is null ? 0 : value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public static int Compare(string? left, string? right)
    {
        ReadOnlySpan<char> first = left;
        ReadOnlySpan<char> second = right;
        int same = first.CommonPrefixLength(second);
        if (same == first.Length || same == second.Length)
            return first.Length - second.Length;

        // UTF-8 has the order of code points; in UTF-16 a surrogate stands for more than any other unit.
        return Weight(first[same]) - Weight(second[same]);
    }

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Encoded(ImageBlock block, int offset) => block.Child(offset).Elements(1);

    /// <inheritdoc/>
    public static ReadOnlySpan<byte> Encode(Utf8Text key, Span<byte> room) => key.Bytes;

    /// <summary>A text that had to be repaired would not stand where it stood before.</summary>
    private static ImageChild Valid(ImageChild key)
    {
        if (!Utf8.IsValid(key.Elements(1)))
            ImageErrors.ThrowKeyNotText();
        return key;
    }

    private static int Weight(char unit) => unit is >= FirstSurrogate and < BehindSurrogates ? unit + char.MaxValue : unit;
}
