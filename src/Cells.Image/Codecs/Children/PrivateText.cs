using System.Buffers;
using System.Text;

namespace Cells.Images.Codecs;

/// <summary>
/// Decodes text that its writer may still be changing. The decoder of the platform counts characters first and decodes them afterwards, so it
/// gets a copy that stays as it is.
/// </summary>
internal static class PrivateText
{
    private const int OnStackBytes = 256;

    public static string Decode(ReadOnlySpan<byte> foreign)
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
