using Cells.Nucleus.Genomes.Reading;

namespace Cells.Nucleus.Genomes;

/// <summary>Takes a whole number and its unit apart.</summary>
internal static class UnitText
{
    /// <summary>Reads <c>12unit</c> as a number of the smallest unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it should be: "a duration".</param>
    /// <param name="units">The units, smallest first, with how many of the smallest each is.</param>
    /// <param name="max">The most that is allowed, in the smallest unit.</param>
    /// <param name="maxText">The most that is allowed, as it is written.</param>
    public static long Parse(string text, string what, ReadOnlySpan<(string Name, long Size)> units, long max, string maxText)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        string unit = digits < 0 ? "" : text[digits..];
        if (digits is 0 || text.Length == 0)
        {
            throw new FormatException($"'{Suggestion.Shorten(text)}' is not {what}: expected a whole number and {Names(units)}");
        }
        foreach ((string name, long size) in units)
        {
            if (name == unit)
            {
                return Scale(text, text.AsSpan(0, digits), what, size, max, maxText);
            }
        }
        string found = unit.Length == 0 ? "there is no unit" : $"'{Suggestion.Shorten(unit)}' is not a unit";
        throw new FormatException($"'{Suggestion.Shorten(text)}' is not {what}: {found}; expected a whole number and {Names(units)}");
    }

    private static long Scale(string text, ReadOnlySpan<char> digits, string what, long size, long max, string maxText)
    {
        long value = 0;
        foreach (char digit in digits)
        {
            value = Math.Min(max + 1, (value * 10) + digit - '0');
        }
        if (value == 0)
        {
            throw new FormatException($"'{Suggestion.Shorten(text)}' is not {what} to work with: expected more than zero");
        }
        return value <= max / size
            ? value * size
            : throw new FormatException($"'{Suggestion.Shorten(text)}' is too much: {what} is at most {maxText}");
    }

    private static string Names(ReadOnlySpan<(string Name, long Size)> units)
    {
        string[] names = new string[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            names[i] = units[i].Name;
        }
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }
}
