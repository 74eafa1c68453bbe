using System.IO.Pipelines;

namespace Cells.Bench.Load.Contracts;

/// <summary>What the workloads call.</summary>
[CellContract("bench_load")]
public interface ILoad
{
    /// <summary>Sums every byte of the payload.</summary>
    ValueTask<Digest> SumAsync(Payload.View payload, CancellationToken cancellation = default);

    /// <summary>Reads only the payload's length.</summary>
    ValueTask<Digest> MeasureAsync(Payload.View payload, CancellationToken cancellation = default);

    /// <summary>Returns what it was given.</summary>
    ValueTask<Block> EchoAsync(Block block, CancellationToken cancellation = default);

    /// <summary>Returns what it was given, a moment later and from another thread.</summary>
    ValueTask<Block> EchoLaterAsync(Block block, CancellationToken cancellation = default);

    /// <summary>What the serving process has used so far.</summary>
    ValueTask<Usage> UsageAsync(CancellationToken cancellation = default);

    /// <summary>Sums every byte of the payload, of which the handler has a value of its own.</summary>
    ValueTask<Digest> SumRecordAsync(Payload payload, CancellationToken cancellation = default);

    /// <summary>Reads only the payload's length, likewise.</summary>
    ValueTask<Digest> MeasureRecordAsync(Payload payload, CancellationToken cancellation = default);

    /// <summary>Pages without end, each filled with its number.</summary>
    IAsyncEnumerable<Page> PagesAsync(CancellationToken cancellation = default);

    /// <summary>Reads a tunnel to its end; how much that was.</summary>
    ValueTask<long> DrainAsync(IDuplexPipe pipe, CancellationToken cancellation = default);
}

/// <summary>A payload of any size.</summary>
/// <param name="Data">Its bytes.</param>
[CellMessage]
public partial record Payload(byte[] Data);

/// <summary>What came of a payload: 24 bytes on the wire.</summary>
/// <param name="Sum">The sum of its 64-bit words and remaining bytes, modulo 2^64.</param>
/// <param name="Bytes">Its length.</param>
[CellMessage]
public readonly partial record struct Digest(ulong Sum, int Bytes);

/// <summary>64 bytes.</summary>
[CellMessage]
public readonly partial record struct Block(ulong A, ulong B, ulong C, ulong D, ulong E, ulong F, ulong G, ulong H);

/// <summary>What a process has used since it started.</summary>
/// <param name="CpuNanoseconds">Processor time, user and system.</param>
/// <param name="AllocatedBytes">Bytes allocated on the managed heap.</param>
/// <param name="SystemCalls">System calls that sessions and their reactor made.</param>
/// <param name="Sends">Those of them that sent.</param>
/// <param name="CompiledMethods">Methods compiled so far, again for each tier; while it grows, the process still warms up.</param>
[CellMessage]
public readonly partial record struct Usage(long CpuNanoseconds, long AllocatedBytes, long SystemCalls, long Sends, long CompiledMethods)
{
    /// <summary>What two processes have used together.</summary>
    public Usage And(Usage other) => new(
        CpuNanoseconds + other.CpuNanoseconds,
        AllocatedBytes + other.AllocatedBytes,
        SystemCalls + other.SystemCalls,
        Sends + other.Sends,
        CompiledMethods + other.CompiledMethods);

    /// <summary>What was used since an earlier moment.</summary>
    public Usage Since(Usage start) => new(
        CpuNanoseconds - start.CpuNanoseconds,
        AllocatedBytes - start.AllocatedBytes,
        SystemCalls - start.SystemCalls,
        Sends - start.Sends,
        CompiledMethods - start.CompiledMethods);
}
