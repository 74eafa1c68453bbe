using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load;

/// <summary>Latencies in nanoseconds.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="P50">Their median.</param>
/// <param name="P99">What 99 in 100 do not exceed.</param>
/// <param name="P999">What 999 in 1,000 do not exceed.</param>
public sealed record LatencyResult(double Mean, double P50, double P99, double P999)
{
    /// <summary>What a histogram holds; null where that is nothing.</summary>
    public static LatencyResult? Of(LatencyHistogram? latency) => latency is null or { Count: 0 }
        ? null
        : new LatencyResult(Math.Round(latency.Mean, 1), latency.Quantile(0.5), latency.Quantile(0.99), latency.Quantile(0.999));
}
