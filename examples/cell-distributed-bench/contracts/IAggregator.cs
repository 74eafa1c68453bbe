using Cells;

namespace DistributedBench.Contracts;

/// <summary>Adds up what the workers report.</summary>
[CellContract("aggregator")]
public interface IAggregator
{
    /// <summary>Adds what a worker has counted.</summary>
    ValueTask AddAsync(WorkerReport report, CancellationToken cancellation = default);

    /// <summary>The totals of a run, which is then forgotten.</summary>
    ValueTask<Totals> TakeAsync(RunId run, CancellationToken cancellation = default);
}

/// <summary>What a worker has counted in a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Worker">The worker's name.</param>
/// <param name="Calls">How many calls it served.</param>
/// <param name="Bytes">How many bytes of payload they brought.</param>
/// <param name="Sum">Their sum.</param>
[CellMessage]
public partial record WorkerReport(RunId Run, string Worker, long Calls, long Bytes, ulong Sum);

/// <summary>What all workers have counted in a run.</summary>
/// <param name="Workers">How many have reported.</param>
/// <param name="Calls">How many calls they served.</param>
/// <param name="Bytes">How many bytes of payload these brought.</param>
/// <param name="Sum">Their sum.</param>
[CellMessage]
public readonly partial record struct Totals(int Workers, long Calls, long Bytes, ulong Sum);
