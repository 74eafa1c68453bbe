using System.Runtime;
using Cells.Bench.Load.Contracts;
using Cells.Platform.Polling;
using Cells.Rpc;

namespace Cells.Bench.Load.Measuring;

/// <summary>What this process has used.</summary>
public static class ProcessUsage
{
    /// <summary>Up to now.</summary>
    /// <param name="sessions">The sessions whose system calls count, beside those of the reactor.</param>
    public static Usage Now(params IReadOnlyList<CellSession> sessions)
    {
        long calls = Reactor.Shared.SystemCalls;
        long sends = 0;
        for (int i = 0; i < sessions.Count; i++)
        {
            (long receive, long send) = sessions[i].SystemCalls;
            calls += receive + send;
            sends += send;
        }

        return new Usage(
            Environment.CpuUsage.TotalTime.Ticks * TimeSpan.NanosecondsPerTick,
            GC.GetTotalAllocatedBytes(precise: true),
            calls,
            sends,
            JitInfo.GetCompiledMethodCount());
    }
}
