using System.Diagnostics;

namespace Cells.Bench.Load.Measuring;

/// <summary>Time in nanoseconds.</summary>
internal static class Clock
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    internal static long Now => Stopwatch.GetTimestamp();

    /// <summary>What lies between two looks at the clock.</summary>
    internal static long Nanoseconds(long from, long to) => (long)((to - from) * NanosecondsPerTick);

    /// <summary>What the clock will show after so long.</summary>
    internal static long After(TimeSpan duration) => Now + (long)(duration.TotalSeconds * Stopwatch.Frequency);

    internal static double Seconds(long from, long to) => (to - from) / (double)Stopwatch.Frequency;
}
