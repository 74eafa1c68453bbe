using System.Collections.Concurrent;
using DistributedBench.Contracts;

namespace DistributedBench.Aggregator;

/// <summary>Keeps the totals of each run until they are taken.</summary>
internal sealed class Aggregator : IAggregator
{
    private const int MaxRuns = 1000;

    private readonly ConcurrentDictionary<RunId, Totals> _runs = new();

    public ValueTask AddAsync(WorkerReport report, CancellationToken cancellation = default)
    {
        // Runs whose coordinator died are never taken.
        if (_runs.Count >= MaxRuns)
            _runs.Clear();
        _runs.AddOrUpdate(
            report.Run,
            _ => new Totals(1, report.Calls, report.Bytes, report.Sum),
            (_, totals) => new Totals(totals.Workers + 1, totals.Calls + report.Calls, totals.Bytes + report.Bytes, totals.Sum + report.Sum));
        Console.WriteLine($"{report.Worker}: {report.Calls} calls, {report.Bytes} bytes");
        return default;
    }

    public ValueTask<Totals> TakeAsync(RunId run, CancellationToken cancellation = default) =>
        new(_runs.TryRemove(run, out Totals totals) ? totals : default);
}
