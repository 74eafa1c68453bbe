using Cells.Bench.Load.Contracts;

namespace Cells.Bench.Load.Measuring;

/// <summary>What was seen while a workload ran.</summary>
/// <param name="Calls">How many calls came back.</param>
/// <param name="Seconds">In which time.</param>
/// <param name="Latency">What the callers noted.</param>
/// <param name="Client">What the calling process used.</param>
/// <param name="Server">What the serving processes used; null where it is the same.</param>
internal sealed record Measurement(long Calls, double Seconds, LatencyHistogram Latency, Usage Client, Usage? Server)
{
    private const int Decimals = 4;

    internal BenchResult ToResult(BenchPlan plan, RawResult? raw, bool countsSends)
    {
        var result = new BenchResult
        {
            Scenario = plan.Scenario.Name,
            Transport = plan.Transport,
            Untouched = plan.Untouched,
            Processes = Server is null ? 1 : 1 + plan.Peers,
            Cores = Environment.ProcessorCount,
            PayloadBytes = plan.PayloadBytes,
            InFlight = plan.InFlight,
            Calls = Calls,
            Seconds = Seconds,
            CallsPerSecond = Calls / Seconds,
            BytesPerSecond = Calls / Seconds * plan.PayloadBytes,
            LatencyNs = LatencyResult.Of(Latency),
            CpuNsPerCall = PerCall(static usage => usage.CpuNanoseconds),
            AllocatedBytesPerCall = PerCall(static usage => usage.AllocatedBytes),
            SyscallsPerCall = plan.IsInProcess ? new SidesResult(null, null) : PerCall(static usage => usage.SystemCalls),
            Raw = raw,
            RatioToRaw = null,
            Form = plan.Form,
            SendsPerCall = countsSends && !plan.IsInProcess ? PerCall(static usage => usage.Sends) : null,
        };
        return result with { RatioToRaw = result.Figure(plan.Scenario.Figure) / raw?.Best(plan.Scenario.Figure) };
    }

    private SidesResult PerCall(Func<Usage, long> figure) => new(PerCall(figure(Client)), Server is { } server ? PerCall(figure(server)) : null);

    private double PerCall(long total) => Math.Round(total / (double)Math.Max(Calls, 1), Decimals);
}
