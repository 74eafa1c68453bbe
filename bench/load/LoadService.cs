using System.Diagnostics;
using Cells.Bench.Load.Contracts;
using Cells.Platform.Polling;
using Cells.Rpc;

namespace Cells.Bench.Load;

/// <summary>The serving side.</summary>
/// <param name="sessions">The sessions whose system calls count.</param>
public sealed class LoadService(Func<IEnumerable<CellSession>> sessions) : ILoad
{
    /// <inheritdoc/>
    public ValueTask<Digest> SumAsync(Payload.View payload, CancellationToken cancellation = default) =>
        new(new Digest(Words.Sum(payload.Data), payload.Data.Length));

    /// <inheritdoc/>
    public ValueTask<Digest> MeasureAsync(Payload.View payload, CancellationToken cancellation = default) =>
        new(new Digest(0, payload.Data.Length));

    /// <inheritdoc/>
    public ValueTask<Block> EchoAsync(Block block, CancellationToken cancellation = default) => new(block);

    /// <inheritdoc/>
    public ValueTask<Usage> UsageAsync(CancellationToken cancellation = default) => new(ProcessUsage.Now(sessions()));
}

/// <summary>What this process has used.</summary>
public static class ProcessUsage
{
    /// <summary>Up to now.</summary>
    public static Usage Now(IEnumerable<CellSession> sessions)
    {
        using var process = Process.GetCurrentProcess();
        long calls = Reactor.Shared.SystemCalls;
        foreach (CellSession session in sessions)
        {
            (long receive, long send) = session.SystemCalls;
            calls += receive + send;
        }

        return new Usage(process.TotalProcessorTime.Ticks * 100, GC.GetTotalAllocatedBytes(precise: true), calls);
    }
}
