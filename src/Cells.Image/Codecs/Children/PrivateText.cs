using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cells.Images.Codecs;

/// <summary>
/// Decodes text that its writer may still be changing. The decoder of the platform counts characters first and decodes them afterwards, so it
/// gets a copy that stays as it is. ASCII needs no such care: each byte is a character.
/// </summary>
internal static class PrivateText
{
    private const int OnStackBytes = 256;

    public static string Decode(ReadOnlySpan<byte> foreign)
    {
        if (foreign.IsEmpty)
            return "";

        // Latin-1 looks at each byte once; what is no ASCII any more has one defined outcome too. The platform's decoders of ASCII and UTF-8 take 3 ms for their first text.
        return Ascii.IsValid(foreign) ? Encoding.Latin1.GetString(foreign) : DecodeCopy(foreign);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string DecodeCopy(ReadOnlySpan<byte> foreign)
    {
        if (foreign.Length <= OnStackBytes)
        {
            Span<byte> small = stackalloc byte[OnStackBytes];
            foreign.CopyTo(small);
            return Encoding.UTF8.GetString(small[..foreign.Length]);
        }

        byte[] large = ArrayPool<byte>.Shared.Rent(foreign.Length);
        try
        {
            foreign.CopyTo(large);
            return Encoding.UTF8.GetString(large, 0, foreign.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(large);
        }
    }
}
