using Cells;

namespace DistributedBench.Contracts;

/// <summary>Does the work.</summary>
[CellContract("worker")]
public interface IWorker
{
    /// <summary>Begins to count anew.</summary>
    ValueTask BeginAsync(RunId run, CancellationToken cancellation = default);

    /// <summary>Sums every byte of the payload.</summary>
    ValueTask<Digest> SumAsync(Payload.View payload, CancellationToken cancellation = default);

    /// <summary>Returns what it was given.</summary>
    ValueTask<Block> EchoAsync(Block block, CancellationToken cancellation = default);

    /// <summary>Tells the aggregator what was counted since the run began.</summary>
    ValueTask ReportAsync(RunId run, CancellationToken cancellation = default);
}

/// <summary>Names a run of one workload.</summary>
[CellMessage]
public readonly partial record struct RunId(long Value);

/// <summary>Bytes to sum.</summary>
[CellMessage]
public partial record Payload(byte[] Data);

/// <summary>The sum of a payload's bytes and their number.</summary>
[CellMessage]
public readonly partial record struct Digest(ulong Sum, int Bytes);

/// <summary>64 bytes.</summary>
[CellMessage]
public readonly partial record struct Block(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F, ulong G, ulong H)
{
    /// <summary>Its size.</summary>
    public const int Bytes = 64;
}
