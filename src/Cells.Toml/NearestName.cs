namespace Cells.Toml;

// Compiled into Cells.Toml and into Cells.Image, neither of which references the other.

/// <summary>Finds the known name that was probably meant by an unknown one.</summary>
#pragma warning disable IDE0040 // Who compiles it says who may use it: in Cells.Toml everyone.
static partial class NearestName
#pragma warning restore IDE0040
{
    // Nobody mistypes a longer name by accident, and the work grows with the square of the length.
    private const int NameLengthMax = 128;

    /// <summary>
    /// The known name with the fewest insertions, deletions, replacements and swaps of neighbours from
    /// <paramref name="name"/>, if these are few for its length; of several the first. Case and <c>-</c> for <c>_</c> do not count.
    /// </summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names to choose from.</param>
    /// <returns>A name of <paramref name="known"/>, or null where none is near.</returns>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length is 0 or > NameLengthMax)
        {
            return null;
        }
        string folded = Fold(name);
        string? nearest = null;
        int bound = Math.Max(1, name.Length / 3);
        foreach (string candidate in known)
        {
            // A short candidate would be "near" by being replaced whole.
            int most = Math.Min(bound, Math.Max(1, candidate.Length / 2));
            if (candidate.Length > 0 && Distance(folded, Fold(candidate), most) is int distance)
            {
                nearest = candidate;
                bound = distance - 1;
            }
            if (bound < 0)
            {
                break;
            }
        }
        return nearest;
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('-', '_');

    /// <summary>The distance of two names, or null if it is more than <paramref name="bound"/>.</summary>
    private static int? Distance(string left, string right, int bound)
    {
        if (Math.Abs(left.Length - right.Length) > bound)
        {
            return null;
        }
        // Three rows of the usual matrix: a swap of neighbours looks two rows back.
        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        int[] row = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= right.Length; j++)
            {
                row[j] = Step(left, right, i, j, beforeLast, last, row);
                least = Math.Min(least, row[j]);
            }
            if (least > bound)
            {
                return null;
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[right.Length] <= bound ? last[right.Length] : null;
    }

    private static int Step(string left, string right, int i, int j, int[] beforeLast, int[] last, int[] row)
    {
        int replace = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        int best = Math.Min(replace, Math.Min(last[j], row[j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return swapped ? Math.Min(best, beforeLast[j - 2] + 1) : best;
    }
}
