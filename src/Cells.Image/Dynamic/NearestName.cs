namespace Cells.Images.Dynamic;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    private const int MaxLength = 128;

    /// <summary>The nearest of the names, where one is near: at most a third of its letters differ.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="names">What could have been meant.</param>
    public static string? Of(string name, IEnumerable<string> names)
    {
        string? nearest = null;
        int best = int.MaxValue;
        foreach (string candidate in names)
        {
            int distance = Distance(name, candidate);
            if (distance < best && distance <= Math.Max(1, candidate.Length / 3))
                (nearest, best) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>How many letters must be inserted, removed or replaced, case left aside.</summary>
    private static int Distance(string left, string right)
    {
        if (left.Length > MaxLength || right.Length > MaxLength)
            return int.MaxValue;

        Span<int> row = stackalloc int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
            row[j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                int replaced = diagonal + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
