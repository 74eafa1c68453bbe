namespace Dodeca.HtmlDiff;

/// <summary>Finds what two sequences have in common, in its order.</summary>
internal static class CommonSequence
{
    /// <summary>Sequences whose lengths, multiplied, are more than this are compared by what stands in each of them once.</summary>
    private const long MaxTable = 4_000_000;

    /// <returns>Places in both, ascending.</returns>
    internal static List<(int Old, int New)> Find(ReadOnlySpan<ulong> old, ReadOnlySpan<ulong> next)
    {
        List<(int Old, int New)> pairs = [];
        int start = old.CommonPrefixLength(next);
        for (int i = 0; i < start; i++)
            pairs.Add((i, i));
        int end = 0;
        while (end < Math.Min(old.Length, next.Length) - start && old[^(end + 1)] == next[^(end + 1)])
            end++;

        ReadOnlySpan<ulong> oldMiddle = old[start..^end];
        ReadOnlySpan<ulong> newMiddle = next[start..^end];
        foreach ((int i, int j) in (long)oldMiddle.Length * newMiddle.Length <= MaxTable ? Longest(oldMiddle, newMiddle) : OfUnique(oldMiddle, newMiddle))
            pairs.Add((start + i, start + j));
        for (int i = end; i > 0; i--)
            pairs.Add((old.Length - i, next.Length - i));
        return pairs;
    }

    private static List<(int Old, int New)> Longest(ReadOnlySpan<ulong> old, ReadOnlySpan<ulong> next)
    {
        List<(int, int)> pairs = [];
        if (old.Length == 0 || next.Length == 0)
            return pairs;
        int width = next.Length + 1;
        int[] lengths = new int[(old.Length + 1) * width];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = next.Length - 1; j >= 0; j--)
                lengths[(i * width) + j] = old[i] == next[j] ? lengths[((i + 1) * width) + j + 1] + 1 : Math.Max(lengths[((i + 1) * width) + j], lengths[(i * width) + j + 1]);
        }

        for ((int i, int j) = (0, 0); i < old.Length && j < next.Length;)
        {
            if (old[i] == next[j])
                pairs.Add((i++, j++));
            else if (lengths[((i + 1) * width) + j] >= lengths[(i * width) + j + 1])
                i++;
            else
                j++;
        }

        return pairs;
    }

    /// <summary>The longest ascending run of what stands once in each.</summary>
    private static List<(int Old, int New)> OfUnique(ReadOnlySpan<ulong> old, ReadOnlySpan<ulong> next)
    {
        Dictionary<ulong, int> oldPlaces = Places(old);
        Dictionary<ulong, int> newPlaces = Places(next);
        (int Old, int New)[] unique = [.. oldPlaces.Where(entry => entry.Value >= 0 && newPlaces.GetValueOrDefault(entry.Key, -1) >= 0).Select(entry => (entry.Value, newPlaces[entry.Key])).OrderBy(static pair => pair.Value)];
        int[] before = new int[unique.Length];
        List<int> tails = [];
        for (int i = 0; i < unique.Length; i++)
        {
            int place = tails.FindIndex(tail => unique[tail].New >= unique[i].New);
            if (place < 0)
                place = tails.Count;
            before[i] = place == 0 ? -1 : tails[place - 1];
            if (place == tails.Count)
                tails.Add(i);
            else
                tails[place] = i;
        }

        List<(int, int)> pairs = [];
        for (int i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = before[i])
            pairs.Add(unique[i]);
        pairs.Reverse();
        return pairs;
    }

    /// <returns>Where each stands; -1 where it stands in several places.</returns>
    private static Dictionary<ulong, int> Places(ReadOnlySpan<ulong> sequence)
    {
        Dictionary<ulong, int> places = [];
        for (int i = 0; i < sequence.Length; i++)
            places[sequence[i]] = places.ContainsKey(sequence[i]) ? -1 : i;
        return places;
    }
}
