using System.Diagnostics.CodeAnalysis;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>Keeps one cell running as its spec says, until it is asked to stop or the cell is given up.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What it owns is given up when its run ends, or when it is stopped.")]
internal sealed class SupervisedCell
{
    private readonly CellSpec _spec;
    private readonly CellFiles _files;
    private readonly SupervisionLimits _limits;
    private readonly CellLifecycle _lifecycle;
    private readonly CellLog _log;
    private readonly CellListener _listener;
    private readonly FileLock? _buildInUse;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StopOrder> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CellInstance? _instance;
    private ProcessExit? _lastExit;
    private List<string> _lastLines = [];
    private bool _drained;

    private SupervisedCell(CellSpec spec, CellFiles files, CellListener listener, SupervisionLimits limits)
    {
        _spec = spec;
        _files = files;
        _limits = limits;
        _listener = listener;
        _lifecycle = new CellLifecycle(RestartRules.Parse(spec.Restart), limits);
        _log = new CellLog(files, limits);
        AsDependency = spec.AsDependency;

        // Builds that run are not removed when newer ones come.
        string build = Path.GetDirectoryName(spec.Program)!;
        _buildInUse = File.Exists(build + KeptBuilds.RecordSuffix) ? FileLock.TryShare(KeptBuilds.UseFile(build)) : null;
        Ended = RunAsync();
    }

    /// <summary>What it is run by.</summary>
    internal CellSpec Spec => _spec;

    /// <summary>Whether it runs only because another cell depends on it.</summary>
    internal bool AsDependency { get; set; }

    /// <summary>Completes when it became ready for the first time (true), or will not (false).</summary>
    internal Task<bool> Started => _started.Task;

    /// <summary>Completes when nothing of it runs any more and nothing will.</summary>
    internal Task Ended { get; }

    /// <summary>Where it is.</summary>
    internal CellState State
    {
        get
        {
            lock (_gate)
                return _lifecycle.State;
        }
    }

    /// <summary>The last lines that its last process wrote, where that failed.</summary>
    internal List<string> LastLines
    {
        get
        {
            lock (_gate)
                return _lastLines;
        }
    }

    /// <summary>Begins to run a cell.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves it.</exception>
    /// <exception cref="IOException">Its folders or its socket cannot be made.</exception>
    internal static async Task<SupervisedCell> StartAsync(CellSpec spec, CellFiles files, SupervisionLimits limits)
    {
        files.Ensure();
        CellListener listener = CellListener.Bind(files, spec.Name);
        try
        {
            InstanceFolder.RemoveUnused(files);
            return new SupervisedCell(spec, files, listener, limits);
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it, and completes when it has. A second order is as good as the first.</summary>
    internal async Task<StoppedCell> StopAsync(string reason, TimeSpan drainTimeout)
    {
        _stop.TrySetResult(new StopOrder(reason, drainTimeout));
        await Ended;
        await _listener.DisposeAsync();
        lock (_gate)
        {
            // Given up before, or ended by itself: there is nothing left to end, only to forget.
            if (_lifecycle.State != CellState.Stopped)
                _lifecycle.StopAsked();
            return new StoppedCell(_spec.Name, _lastExit?.ToString() ?? "", _drained);
        }
    }

    /// <summary>All that there is to know about it.</summary>
    internal CellStatus Status()
    {
        lock (_gate)
        {
            CellInstance? instance = _instance;
            return new CellStatus(
                _spec.Name,
                _lifecycle.State.ToString().ToLowerInvariant(),
                instance?.Process.ProcessId ?? 0,
                instance is null ? 0 : new DateTimeOffset(instance.StartedAt).ToUnixTimeMilliseconds(),
                instance?.ReadyAfter is { } after ? (int)after.TotalMilliseconds : -1,
                _lifecycle.Restarts,
                _lastExit?.ToString() ?? "",
                _lifecycle.Reason,
                _spec.Build,
                _spec.Source,
                _files.Log,
                instance?.Report?.Contracts ?? [],
                AsDependency,
                Report: null);
        }
    }

    /// <summary>The same, with what its process says of itself.</summary>
    internal async Task<CellStatus> AskedStatusAsync(CancellationToken cancellation)
    {
        CellStatus status = Status();
        CellInstance? instance;
        lock (_gate)
            instance = _instance;
        return instance is { Ready.IsCompletedSuccessfully: true } ? status with { Report = await instance.ReportAsync(cancellation) } : status;
    }

    /// <summary>Notes what is new in its log, and moves that aside if it has become too large.</summary>
    internal void LookAtLog()
    {
        _log.NoteTime();
        _log.RotateIfLarge();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        try
        {
            Note(lifecycle => lifecycle.StartAsked());
            while (await RunOnceAsync() is { } delay)
            {
                _log.Event($"{_lifecycle.Reason}; it is started again in {delay.TotalMilliseconds:0} ms");
                if (await StopComesWithinAsync(delay))
                {
                    Note(lifecycle => lifecycle.StopAsked());
                    return;
                }

                Note(lifecycle => lifecycle.BackoffOver());
            }
        }
        finally
        {
            bool failed = _lifecycle.State == CellState.Failed;
            _log.Event(failed ? $"failed: {_lifecycle.Reason}" : "stopped");
            _started.TrySetResult(false);
            if (failed && await _started.Task)
                _listener.Refuse($"The cell '{_spec.Name}' does not run any more: {_lifecycle.Reason}. 'cell logs {_spec.Name}' shows more, 'cell run {_spec.Name}' starts it again.");
            else
                await _listener.DisposeAsync();
            _buildInUse?.Dispose();
            _log.Dispose();
        }
    }

    /// <summary>One process from start to end; returns after how long the next one is due.</summary>
    private async Task<TimeSpan?> RunOnceAsync()
    {
        CellInstance instance;
        try
        {
            instance = CellInstance.Start(_spec, _files, _listener, _log, _limits);
        }
        catch (IOException error)
        {
            return Finish(instance: null, new ProcessExit(127, 0), $"it cannot be started: {error.Message}");
        }

        _log.Event($"process {instance.Process.ProcessId} started: {_spec.Program}");
        lock (_gate)
            _instance = instance;
        string? why = await LiveAsync(instance);
        ProcessExit exit = await instance.Process.Exited;
        _log.Event($"process {instance.Process.ProcessId} ended: {exit}");
        await instance.DisposeAsync();
        return Finish(instance, exit, why);
    }

    /// <summary>Follows a process until it has ended, by itself or because it had to; returns why it had to.</summary>
    private async Task<string?> LiveAsync(CellInstance instance)
    {
        TimeSpan readyTimeout = TimeSpan.FromMilliseconds(_spec.ReadyTimeoutMs);
        using var readyOver = new CancellationTokenSource();
        Task timeout = Task.Delay(readyTimeout, readyOver.Token);
        Task first = await Task.WhenAny(instance.Process.Exited, instance.Ready, _stop.Task, timeout);
        await readyOver.CancelAsync();
        if (first == timeout)
        {
            await instance.TerminateAsync();
            return $"it was not ready within {readyTimeout.TotalSeconds:0.#} s (ready_timeout)";
        }

        if (first == instance.Ready)
        {
            Note(lifecycle => lifecycle.BecameReady());
            _log.Event($"process {instance.Process.ProcessId} is ready after {instance.ReadyAfter!.Value.TotalMilliseconds:0} ms");
            _started.TrySetResult(true);
            Task lost = instance.LostAsync();
            first = await Task.WhenAny(instance.Process.Exited, _stop.Task, lost);
            if (first == lost && !await instance.EndsWithinAsync(_limits.ExitGrace))
            {
                await instance.TerminateAsync();
                return "it lost its control socket";
            }
        }

        if (first == _stop.Task)
        {
            Note(lifecycle => lifecycle.StopAsked());
            StopOrder order = await _stop.Task;
            _log.Event($"stopping process {instance.Process.ProcessId}: {order.Reason}");
            _drained = await instance.StopAsync(order.Reason, order.DrainTimeout);
        }

        return null;
    }

    private TimeSpan? Finish(CellInstance? instance, ProcessExit exit, string? why)
    {
        lock (_gate)
        {
            _lastExit = exit;
            _instance = null;
            TimeSpan? delay = _lifecycle.Ended(exit, why, DateTime.UtcNow);
            if (_lifecycle.State is CellState.Failed && instance is not null)
                _lastLines = _log.LastLines(instance.LogPosition);
            return delay;
        }
    }

    private async Task<bool> StopComesWithinAsync(TimeSpan delay)
    {
        using var over = new CancellationTokenSource();
        Task first = await Task.WhenAny(_stop.Task, Task.Delay(delay, over.Token));
        await over.CancelAsync();
        return first == _stop.Task;
    }

    private void Note(Action<CellLifecycle> happened)
    {
        lock (_gate)
            happened(_lifecycle);
    }

    private sealed record StopOrder(string Reason, TimeSpan DrainTimeout);
}
