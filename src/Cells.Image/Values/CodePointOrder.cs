namespace Cells.Images.Values;

/// <summary>Orders the keys of objects as their UTF-8 does: by code points.</summary>
internal static class CodePointOrder
{
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length - right.Length
            : Rank(left[same]) - Rank(right[same]);
    }

    /// <summary>Halves of characters beyond U+FFFF come after all others, although their numbers do not.</summary>
    private static int Rank(char unit) => unit < 0xD800 ? unit : unit <= 0xDFFF ? unit + 0x2000 : unit - 0x800;
}
