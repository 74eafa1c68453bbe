using Cells.Bench.Load.Callers;

namespace Cells.Bench.Load.Measuring;

/// <summary>Lets a workload run until both sides are compiled as well as they will be.</summary>
/// <param name="target">Both sides.</param>
internal sealed class WarmUp(LoadTarget target)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.4);

    internal async Task CompleteAsync(CallerSet callers, CancellationToken cancellation)
    {
        long start = Clock.Now;
        await callers.WatchAsync(Shortest, cancellation);
        long before = await CompiledMethodsAsync(cancellation);
        while (Clock.Seconds(start, Clock.Now) < Longest.TotalSeconds)
        {
            await callers.WatchAsync(Quiet, cancellation);
            long now = await CompiledMethodsAsync(cancellation);
            if (now == before)
                return;
            before = now;
        }
    }

    private async Task<long> CompiledMethodsAsync(CancellationToken cancellation) =>
        target.ClientUsage().CompiledMethods + (await target.ServerUsageAsync(cancellation)).CompiledMethods;
}
