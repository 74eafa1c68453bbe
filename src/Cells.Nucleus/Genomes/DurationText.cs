namespace Cells.Nucleus.Genomes;

/// <summary>Durations as they are written: <c>300ms</c>, <c>10s</c>, <c>5m</c>, <c>1h</c>.</summary>
public static class DurationText
{
    // A timer of the runtime takes a little more than 49 days.
    private const long HoursMax = 1000;

    private static readonly (string Name, long Size)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>The longest duration.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromHours(HoursMax);

    /// <summary>Reads a duration.</summary>
    /// <exception cref="FormatException">The text is none; the message says what was expected.</exception>
    public static TimeSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TimeSpan.FromMilliseconds(UnitText.Parse(text, "a duration", Units, (long)Max.TotalMilliseconds, $"{HoursMax}h"));
    }
}
