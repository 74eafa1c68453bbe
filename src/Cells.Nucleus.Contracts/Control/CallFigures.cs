namespace Cells.Nucleus.Contracts;

/// <summary>The calls that an instance has served since it was asked to count them.</summary>
/// <param name="SinceUnixMs">Since when, in milliseconds since 1970. Where nobody asks for a while it stops, and counts anew later.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Durations">How many of all took how long: the entry i counts those from 2^(i/4) to 2^((i+1)/4) microseconds, the first one also shorter ones, the last one also longer ones.</param>
[CellMessage]
public sealed partial record CallFigures(long SinceUnixMs, long Failed, List<long> Durations)
{
    /// <summary>How many entries <see cref="Durations"/> has: up to 2^30 µs, which is 18 minutes.</summary>
    public const int DurationCount = 120;

    private const int EntriesPerOctave = 4;

    /// <summary>Which entry counts a duration.</summary>
    /// <param name="microseconds">The duration.</param>
    public static int EntryOf(double microseconds) => microseconds <= 1 ? 0 : Math.Min((int)(Math.Log2(microseconds) * EntriesPerOctave), DurationCount - 1);

    /// <summary>The longest duration in microseconds that an entry counts, for those that report percentiles.</summary>
    public static double LongestOf(int entry) => Math.Pow(2, (entry + 1) / (double)EntriesPerOctave);
}
