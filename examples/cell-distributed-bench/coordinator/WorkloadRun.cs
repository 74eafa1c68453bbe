using System.Diagnostics;
using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>One workload: warm-up, measurement, and the comparison with what the workers counted.</summary>
internal sealed class WorkloadRun(WorkerClient[] workers, AggregatorClient aggregator, TimeSpan duration)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    public async Task<WorkloadReport> MeasureAsync(int payloadBytes, Caller[] callers, CancellationToken cancellation)
    {
        await CallAsync(callers, WarmUp, cancellation);
        foreach (Caller caller in callers)
            caller.Reset();

        var run = new RunId(Random.Shared.NextInt64());
        foreach (WorkerClient worker in workers)
            await worker.BeginAsync(run, cancellation);
        long start = Stopwatch.GetTimestamp();
        await CallAsync(callers, duration, cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        foreach (WorkerClient worker in workers)
            await worker.ReportAsync(run, cancellation);
        Totals totals = await aggregator.TakeAsync(run, cancellation);
        RequireSame(callers, totals);
        double callsPerSecond = totals.Calls / seconds;
        return new WorkloadReport(
            callsPerSecond,
            payloadBytes,
            callsPerSecond * payloadBytes,
            callers.Length,
            workers.Length + 2,
            Environment.ProcessorCount,
            Latencies.Summarize(callers.Select(caller => caller.Latencies)),
            totals.Calls,
            seconds);
    }


    /// <summary>Lets all callers call for so long, and waits until the last call is back.</summary>
    private static async Task CallAsync(Caller[] callers, TimeSpan time, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(time);
        await Task.WhenAll(callers.Select(caller => Task.Run(() => caller.CallUntilAsync(stop.Token), CancellationToken.None)));
        cancellation.ThrowIfCancellationRequested();
    }

    private void RequireSame(Caller[] callers, Totals totals)
    {
        var counted = new Totals(
            workers.Length,
            callers.Sum(caller => caller.Calls),
            callers.Sum(caller => caller.Bytes),
            callers.Aggregate(0UL, (sum, caller) => unchecked(sum + caller.Sum)));
        if (totals != counted)
            throw new InvalidOperationException($"The aggregator has {totals}, the coordinator counted {counted}.");
    }
}
