using System.Globalization;
using Cells.Nucleus.Contracts;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// Looks after a process that serves: whether it gets on, keeps within its memory, and has anything to do. A process is never at fault for computing, nor while it is debugged.
/// </summary>
internal sealed class InstanceWatch(CellInstance instance, CellHome home)
{
    /// <summary>A process whose threads run for this part of the time computes, and does not hang.</summary>
    private const double ComputingShare = 0.2;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly SupervisionLimits _limits = home.Limits;
    private long _callsBegun;
    private (int Milliseconds, TimeSpan ProcessorTime)? _stuckFrom;

    private int ProcessId => instance.Process.ProcessId;

    private TimeSpan IdleStop => TimeSpan.FromMilliseconds(instance.Spec.IdleStopMs);

    /// <summary>Completes when something has to be done about the process; never where nothing does.</summary>
    /// <param name="over">The watch is over.</param>
    internal async Task<Finding> RunAsync(CancellationToken over)
    {
        home.Activity.Note();
        Task<Finding> first = await Task.WhenAny(ProbeAsync(over), instance.Spec.MemoryBytes > 0 ? home.Memory.WatchAsync(instance, over) : Never(over));
        return await first;
    }

    private async Task<Finding> ProbeAsync(CancellationToken over)
    {
        TimeSpan interval = instance.Spec.IdleStopMs == 0 ? _limits.ProbeInterval : TimeSpan.FromTicks(Math.Clamp(IdleStop.Ticks / 2, ShortestInterval.Ticks, _limits.ProbeInterval.Ticks));
        while (true)
        {
            await Task.Delay(interval, over);
            ProbeReport? report = await instance.ProbeAsync(_limits.HangTimeout, over);
            if (report is null && instance.IsLost)
                return await Never(over);
            if (Judge(report) is { } finding && (finding.Remedy != Remedy.Kill || ProcessUsage.Of(ProcessId) is { TracerId: 0 }))
                return finding;
        }
    }

    private Finding? Judge(ProbeReport? report)
    {
        if (report is null)
            return new Finding(Remedy.Kill, $"it has not answered for {Seconds(_limits.HangTimeout)} (HangTimeout)");
        if (IsStuck(report.PoolStuckMs))
            return new Finding(Remedy.Kill, $"its thread pool has begun nothing for {Seconds(TimeSpan.FromMilliseconds(report.PoolStuckMs))} (HangTimeout), and its threads wait: {report.CallsInFlight} calls are in flight");
        if (report.AbandonedMs >= _limits.AbandonedTimeout.TotalMilliseconds)
            return new Finding(Remedy.Replace, $"its handler of {report.AbandonedMethod} has gone on for {Seconds(TimeSpan.FromMilliseconds(report.AbandonedMs))} although nobody waits for it any more (AbandonedTimeout)");
        return IsIdle(report) ? new Finding(Remedy.Rest, $"nobody has called it for {Seconds(IdleStop)} (idle_stop)") : null;
    }

    /// <summary>Whether the pool has begun nothing for long, and not because its threads compute: then they are given the same time again.</summary>
    private bool IsStuck(int milliseconds)
    {
        if (milliseconds == 0)
            _stuckFrom = null;
        if (milliseconds == 0 || ProcessUsage.Of(ProcessId) is not { } usage)
            return false;
        (int Milliseconds, TimeSpan ProcessorTime) from = _stuckFrom ??= (milliseconds, usage.ProcessorTime);
        int since = milliseconds - from.Milliseconds;
        if (since < _limits.HangTimeout.TotalMilliseconds)
            return false;
        _stuckFrom = (milliseconds, usage.ProcessorTime);
        return (usage.ProcessorTime - from.ProcessorTime).TotalMilliseconds < since * ComputingShare;
    }

    private bool IsIdle(ProbeReport report)
    {
        if (report.CallsInFlight > 0 || report.CallsBegun != _callsBegun)
            home.Activity.Note();
        _callsBegun = report.CallsBegun;
        return instance.Spec.IdleStopMs > 0 && home.Activity.IdleFor >= IdleStop;
    }

    private static async Task<Finding> Never(CancellationToken over)
    {
        await Task.Delay(Timeout.Infinite, over);
        throw new OperationCanceledException(over);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
