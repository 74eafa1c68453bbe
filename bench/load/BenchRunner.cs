using Cells.Bench.Load.Callers;
using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;
using Cells.Bench.Load.Peers;
using Cells.Bench.Load.Raw;

namespace Cells.Bench.Load;

/// <summary>Measures plans.</summary>
/// <param name="command">How the other side is started.</param>
public sealed class BenchRunner(PeerCommand command)
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    /// <summary>Whether results say how many of the system calls sent.</summary>
    public bool CountsSends { get; init; }

    /// <summary>Whether the same exchange is measured without the framework as well.</summary>
    public bool MeasuresRaw { get; init; } = true;

    /// <summary>Measures once: the workload, then the same exchange without the framework.</summary>
    /// <exception cref="CellException">A call failed.</exception>
    /// <exception cref="InvalidOperationException">A reply was wrong, or the other side did not start.</exception>
    public async Task<BenchResult> RunAsync(BenchPlan plan, CancellationToken cancellation = default)
    {
        await using BusyProcesses busy = await BusyProcesses.StartAsync(plan.Busy, command, cancellation);
        Measurement measured;
        await using (LoadTarget target = await LoadTarget.OpenAsync(plan, command, cancellation))
            measured = await MeasureAsync(plan, target, cancellation);
        return measured.ToResult(plan, MeasuresRaw ? await RawExchange.MeasureAsync(plan, command, cancellation) : null, CountsSends);
    }

    private static async Task<Measurement> MeasureAsync(BenchPlan plan, LoadTarget target, CancellationToken cancellation)
    {
        using var callers = new CallerSet(target.Clients, plan);
        callers.Start();
        await new WarmUp(target).CompleteAsync(callers, cancellation);

        Usage serverStart = await target.ServerUsageAsync(cancellation);
        (long calls, double seconds, Usage client) = await Task.Factory.StartNew(
            () => Watch(plan, target, callers, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Usage server = (await target.ServerUsageAsync(cancellation)).Since(serverStart);
        return new Measurement(calls, seconds, await callers.StopAsync(StopPatience), client, target.IsOneProcess ? null : server);
    }

    /// <summary>The window itself, on a thread that sleeps in it and allocates nothing.</summary>
    private static (long Calls, double Seconds, Usage Client) Watch(BenchPlan plan, LoadTarget target, CallerSet callers, CancellationToken cancellation)
    {
        callers.Measuring = true;
        Usage before = target.ClientUsage();
        long start = Clock.Now;
        long callsBefore = callers.Calls;
        callers.Watch(plan.Duration, cancellation);
        long calls = callers.Calls - callsBefore;
        long end = Clock.Now;
        Usage client = target.ClientUsage().Since(before);
        callers.Measuring = false;
        return (calls, Clock.Seconds(start, end), client);
    }
}
