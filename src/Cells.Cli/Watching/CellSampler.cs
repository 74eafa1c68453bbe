using System.Diagnostics;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Processes;

namespace Cells.Cli.Watching;

/// <summary>Looks at the cells of a run directory again and again, and says what they did between two looks. They count their calls for as long as it looks.</summary>
/// <param name="files">The run directory's files.</param>
internal sealed class CellSampler(SupervisorFiles files) : IDisposable
{
    private const int MeasureForMs = 10_000;
    private const double Median = 0.5;
    private const double Slow = 0.99;

    private SupervisorConnection? _supervisor;
    private Dictionary<int, ProcessSample> _before = [];
    private long _lookedAt;

    /// <summary>What there is now, and happened since the last look; none where no supervisor runs.</summary>
    internal List<CellFigures> Look(CancellationToken cancellation)
    {
        List<CellStatus> cells = List(cancellation);
        double seconds = _lookedAt == 0 ? 0 : Stopwatch.GetElapsedTime(_lookedAt).TotalSeconds;
        _lookedAt = Stopwatch.GetTimestamp();
        Dictionary<int, ProcessSample> now = [];
        foreach (InstanceStatus instance in cells.SelectMany(static cell => cell.Instances))
            now[instance.ProcessId] = new ProcessSample(instance.Report?.Calls, ProcessUsage.Of(instance.ProcessId) ?? default);
        List<CellFigures> figures = [.. cells.Select(cell => Compare(cell, now, seconds))];
        _before = now;
        return figures;
    }

    public void Dispose() => _supervisor?.Dispose();

    private List<CellStatus> List(CancellationToken cancellation)
    {
        try
        {
            _supervisor ??= SupervisorConnection.TryOpen(files, cancellation);
            return RunDirectoryCells.List(files, _supervisor, new ListRequest("", MeasureForMs), cancellation);
        }
        catch (PeerLostException)
        {
            // It has ended with its last cell, or was killed: the next look finds out.
            _supervisor!.Dispose();
            _supervisor = null;
            return [];
        }
    }

    private CellFigures Compare(CellStatus cell, Dictionary<int, ProcessSample> now, double seconds)
    {
        long[] durations = new long[CallFigures.DurationCount];
        long failed = 0;
        TimeSpan busy = TimeSpan.Zero;
        foreach (int process in cell.Instances.Select(static instance => instance.ProcessId).Where(_before.ContainsKey))
        {
            (ProcessSample before, ProcessSample after) = (_before[process], now[process]);
            busy += after.Usage.ProcessorTime - before.Usage.ProcessorTime;
            if (after.Calls is not { } calls)
                continue;

            // Where it has begun to count anew meanwhile, all of it is new.
            CallFigures? counted = before.Calls?.SinceUnixMs == calls.SinceUnixMs ? before.Calls : null;
            failed += calls.Failed - (counted?.Failed ?? 0);
            for (int i = 0; i < Math.Min(durations.Length, calls.Durations.Count); i++)
                durations[i] += calls.Durations[i] - (counted?.Durations[i] ?? 0);
        }

        double perSecond = seconds > 0 ? 1 / seconds : 0;
        HubStatus[] hubs = [.. cell.Instances.Select(static instance => instance.Report?.Hub).OfType<HubStatus>()];
        return new CellFigures(
            cell,
            durations.Sum() * perSecond,
            failed * perSecond,
            Percentile(durations, Median),
            Percentile(durations, Slow),
            busy.TotalSeconds * perSecond,
            cell.Instances.Sum(instance => now[instance.ProcessId].Usage.OwnMemoryBytes),
            hubs.Sum(static hub => hub.CommittedBytes),
            hubs.Sum(static hub => hub.Classes.Sum(static one => one.InUse) + hub.LargePieces));
    }

    private static double? Percentile(long[] durations, double part)
    {
        long total = durations.Sum();
        if (total == 0)
            return null;
        long below = 0;
        for (int i = 0; i < durations.Length; i++)
        {
            below += durations[i];
            if (below >= total * part)
                return CallFigures.LongestOf(i);
        }

        return null;
    }

    private sealed record ProcessSample(CallFigures? Calls, ProcessUsage Usage);
}
