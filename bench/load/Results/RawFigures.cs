using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load;

/// <summary>What one form of a bare exchange gave.</summary>
/// <param name="Calls">How many requests were answered.</param>
/// <param name="Seconds">In which time.</param>
/// <param name="CallsPerSecond">Their rate.</param>
/// <param name="BytesPerSecond">The payload's rate, one direction.</param>
/// <param name="LatencyNs">The round trips, where they were timed.</param>
public sealed record RawFigures(long Calls, double Seconds, double CallsPerSecond, double BytesPerSecond, LatencyResult? LatencyNs)
{
    internal static RawFigures Of(long calls, double seconds, int payloadBytes, LatencyHistogram? latency) =>
        new(calls, seconds, calls / seconds, calls / seconds * payloadBytes, LatencyResult.Of(latency));
}
