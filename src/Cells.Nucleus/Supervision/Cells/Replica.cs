using System.Threading.Channels;
using Cells.Nucleus.Contracts;
using Cells.Platform.Faults;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>Keeps one process of a cell running, until it is asked to stop or given up: starts the next one when it ends, and replaces it when that is asked for.</summary>
internal sealed class Replica
{
    private readonly CellHome _home;
    private readonly Action _changed;
    private readonly CellLifecycle _lifecycle;
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StopOrder> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Replacement> _replacements = Channel.CreateUnbounded<Replacement>();
    private readonly List<CellInstance> _draining = [];
    private readonly List<Task> _endings = [];
    private CellSpec _spec;
    private CellInstance? _instance;
    private CellInstance? _successor;
    private Replacement? _taken;
    private CellSpec? _replaced;
    private ProcessExit? _lastExit;
    private List<string> _lastLines = [];

    private Replica(CellHome home, CellSpec spec, Action changed)
    {
        _home = home;
        _spec = spec;
        _changed = changed;
        _lifecycle = new CellLifecycle(RestartRules.Parse(spec.Restart), home.Limits);
        Ended = Task.CompletedTask;
    }

    /// <summary>Completes when it became ready for the first time (true), or will not (false).</summary>
    internal Task<bool> Started => _started.Task;

    /// <summary>Completes when nothing of it runs any more and nothing will.</summary>
    internal Task Ended { get; private set; }

    /// <summary>Whether all that its last process had begun was finished when it was stopped.</summary>
    internal bool Drained { get; private set; }

    /// <summary>Where it is.</summary>
    internal CellState State
    {
        get
        {
            lock (_gate)
                return _lifecycle.State;
        }
    }

    /// <summary>Begins to run a process.</summary>
    /// <param name="home">What it shares with others of its cell.</param>
    /// <param name="spec">What it runs.</param>
    /// <param name="changed">Called when the set of its processes has changed.</param>
    internal static Replica Start(CellHome home, CellSpec spec, Action changed)
    {
        if (spec.OnDemand)
            return Wait(home, spec, changed, restarts: 0);
        var replica = new Replica(home, spec, changed);
        replica._lifecycle.StartAsked();
        replica.Ended = replica.RunAsync(replica.RunOnceAsync);
        return replica;
    }

    /// <summary>Begins to wait for somebody to connect.</summary>
    /// <param name="home">What it shares with others of its cell.</param>
    /// <param name="spec">What it runs then.</param>
    /// <param name="changed">Called when the set of its processes has changed.</param>
    /// <param name="restarts">How often it had been started again before.</param>
    internal static Replica Wait(CellHome home, CellSpec spec, Action changed, int restarts)
    {
        var replica = new Replica(home, spec, changed);
        replica._lifecycle.WaitAsked(restarts);
        replica._started.TrySetResult(true);
        replica.Ended = replica.RunAsync(static () => Task.FromResult<TimeSpan?>(null));
        return replica;
    }

    /// <summary>Goes on with what another supervisor had begun.</summary>
    /// <param name="home">What it shares with others of its cell.</param>
    /// <param name="spec">What it runs.</param>
    /// <param name="changed">Called when the set of its processes has changed.</param>
    /// <param name="serving">The process that serves; null where that has ended.</param>
    /// <param name="draining">Processes that had been replaced and have not ended.</param>
    /// <param name="restarts">How often it had been started again before.</param>
    internal static Replica Adopt(CellHome home, CellSpec spec, Action changed, CellInstance? serving, IEnumerable<CellInstance> draining, int restarts)
    {
        var replica = new Replica(home, spec, changed) { _instance = serving };
        replica._lifecycle.Adopted(restarts);
        foreach (CellInstance old in draining)
        {
            replica._draining.Add(old);
            replica._endings.Add(replica.RetireAsync(old, "another one has taken over", Supervisor.DefaultDrainTimeout));
        }

        replica.Ended = replica.RunAsync(() => serving is null ? Task.FromResult(replica.Finish(instance: null, ProcessExit.Unknown, "it ended while no supervisor ran")) : replica.GoOnAsync(serving));
        return replica;
    }

    /// <summary>Ends it, and completes when it has ended. A second order is as good as the first.</summary>
    internal async Task StopAsync(string reason, TimeSpan drainTimeout)
    {
        _stop.TrySetResult(new StopOrder(reason, drainTimeout));
        await Ended;
    }

    /// <summary>Replaces what it runs; completes when the old process has ended, or the new one cannot take over.</summary>
    internal Task<Replacement.Outcome> ReplaceAsync(CellSpec spec, bool force, TimeSpan drainTimeout)
    {
        var order = new Replacement(spec, force, drainTimeout);
        if (!_replacements.Writer.TryWrite(order))
            order.Fail("it does not run any more", []);
        return order.Done;
    }

    /// <summary>Forgets that it failed, once nobody is to learn of that any more.</summary>
    internal void Forget() => Note(static lifecycle => lifecycle.StopAsked());

    /// <summary>All that there is to know about it.</summary>
    internal ReplicaStatus Status()
    {
        lock (_gate)
        {
            return new ReplicaStatus(
                _lifecycle.State, _lifecycle.Reason, _lifecycle.Restarts, _lastExit, _lastLines, _instance, [.. Processes()]);
        }
    }

    private IEnumerable<(CellInstance Instance, string Role)> Processes()
    {
        if (_instance is not null)
            yield return (_instance, InstanceRoles.Serving);
        if (_successor is not null)
            yield return (_successor, InstanceRoles.Successor);
        foreach (CellInstance old in _draining)
            yield return (old, InstanceRoles.Draining);
    }

    private async Task RunAsync(Func<Task<TimeSpan?>> first)
    {
        await Task.Yield();
        Func<Task<TimeSpan?>> next = first;
        try
        {
            while (true)
            {
                TimeSpan? due = await next();
                if (State == CellState.Idle)
                {
                    if (!await RestAsync())
                        return;
                    next = RunOnceAsync;
                    continue;
                }

                if (due is not { } delay)
                    return;
                _home.Log.Event($"{_lifecycle.Reason}; it is started again in {delay.TotalMilliseconds:0} ms");
                _changed();
                if (!await WaitAsync(delay))
                {
                    Note(static lifecycle => lifecycle.StopAsked());
                    return;
                }

                Note(static lifecycle => lifecycle.BackoffOver());
                next = RunOnceAsync;
            }
        }
        finally
        {
            _replacements.Writer.Complete();
            while (_replacements.Reader.TryRead(out Replacement? late))
                late.Fail("it does not run any more", []);
            await Task.WhenAll(_endings);
            _started.TrySetResult(false);
            _changed();
        }
    }

    /// <summary>One process from its start to its end; returns after how long the next one is due.</summary>
    private async Task<TimeSpan?> RunOnceAsync()
    {
        CellInstance instance;
        try
        {
            instance = CellInstance.Start(_spec, _home);
        }
        catch (IOException error)
        {
            return Finish(instance: null, new ProcessExit(127, 0), $"it cannot be started: {error.Message}");
        }

        _home.Log.Event($"process {instance.Process.ProcessId} started: {_spec.Program}");
        lock (_gate)
            _instance = instance;
        _changed();
        (bool isReady, string? why) = await BecomeReadyAsync(instance, predecessor: null);
        if (isReady)
        {
            Note(static lifecycle => lifecycle.BecameReady());
            SayReady(instance);
        }

        return await FollowAsync(instance, isReady, why);
    }

    /// <summary>The same with a process that runs already.</summary>
    private async Task<TimeSpan?> GoOnAsync(CellInstance instance)
    {
        _changed();
        (bool isReady, string? why) = await BecomeReadyAsync(instance, predecessor: null);
        if (isReady)
            SayReady(instance);
        return await FollowAsync(instance, isReady, why);
    }

    private void SayReady(CellInstance instance)
    {
        _home.Log.Event($"process {instance.Process.ProcessId} is ready after {instance.ReadyAfter!.Value.TotalMilliseconds:0} ms");
        _started.TrySetResult(true);
        _taken?.Succeed();
        _taken = null;
        _changed();
    }

    private async Task<TimeSpan?> FollowAsync(CellInstance instance, bool isReady, string? why)
    {
        if (isReady)
            (instance, why) = await ServeAsync(instance);
        else if (why is not null)
            await instance.TerminateAsync();
        if (_stop.Task.IsCompletedSuccessfully && !instance.Process.Exited.IsCompleted)
            await StopAsync(instance);

        ProcessExit exit = await instance.Process.Exited;
        why ??= instance.OutOfMemory;
        _home.Log.Event($"process {instance.Process.ProcessId} ended: {exit}");
        await instance.DisposeAsync();
        return Finish(instance, exit, why);
    }

    private async Task StopAsync(CellInstance instance)
    {
        Note(static lifecycle => lifecycle.StopAsked());
        StopOrder order = await _stop.Task;
        _home.Log.Event($"stopping process {instance.Process.ProcessId}: {order.Reason}");
        Drained = await instance.StopAsync(order.Reason, order.DrainTimeout);
    }

    /// <summary>Waits until a process accepts.</summary>
    /// <param name="instance">The process.</param>
    /// <param name="predecessor">The one that it is to replace, whose callers it must fit; null: none.</param>
    /// <returns>Whether it does, and if not, why it has to end; null where it ended by itself or is not wanted any more.</returns>
    private async Task<(bool IsReady, string? Why)> BecomeReadyAsync(CellInstance instance, CellInstance? predecessor)
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(instance.Spec.ReadyTimeoutMs);
        using var over = new CancellationTokenSource(limit);
        var timeout = Task.Delay(Timeout.Infinite, over.Token);
        Task first = await Task.WhenAny(instance.Process.Exited, instance.Ready, _stop.Task, timeout);
        if (first == timeout)
            return (false, $"it was not ready within {limit.TotalSeconds:0.#} s (ready_timeout)");
        if (first != instance.Ready)
            return (false, null);
        if (predecessor is not null)
        {
            FaultPoints.Reach(FaultPoint.SuccessorReady);
            if (predecessor is { Report: { } old } && CallerFit.Problem(old, instance.Report!) is { } problem && await IsCalledAsync(predecessor))
                return (false, problem);
            await Task.WhenAll(instance.WarmUpAsync(over.Token), predecessor.WarmUpAsync(over.Token));
        }

        string? refusal = await instance.AcceptAsync(over.Token);
        return (refusal is null, instance.Process.Exited.IsCompleted ? null : refusal);
    }

    /// <summary>Whether anybody has a session with a process. Who does not answer is taken to be called.</summary>
    private static async Task<bool> IsCalledAsync(CellInstance instance) =>
        await instance.ReportAsync(new ReportOrder(MeasureForMs: 0), CancellationToken.None) is not { } report || report.Sessions.Exists(static session => session.Accepted);

    /// <summary>Follows a process that serves, and those that replace it, until one has ended or has to; returns it, and why it had to.</summary>
    private async Task<(CellInstance Last, string? Why)> ServeAsync(CellInstance instance)
    {
        while (true)
        {
            using var watched = new CancellationTokenSource();
            Task<Finding> finding = new InstanceWatch(instance, _home).RunAsync(watched.Token);
            Task lost = instance.LostAsync();
            Task<bool> order = _replacements.Reader.WaitToReadAsync().AsTask();
            Task first = await Task.WhenAny(instance.Process.Exited, _stop.Task, order, lost, finding);
            await watched.CancelAsync();
            if (first == finding)
            {
                Finding found = await finding;
                if (found.Remedy != Remedy.Replace)
                    return (instance, await EndForAsync(instance, found));
                _home.Log.Event($"process {instance.Process.ProcessId} is replaced: {found.Reason}");
                instance = await ReplaceAsync(instance, new Replacement(_spec, force: true, Supervisor.DefaultDrainTimeout) { Why = found.Reason });
                continue;
            }

            if (first == order && _replacements.Reader.TryRead(out Replacement? replacement))
            {
                instance = await ReplaceAsync(instance, replacement);
                continue;
            }

            if (first == lost && !await instance.EndsWithinAsync(_home.Limits.ExitGrace))
            {
                await instance.TerminateAsync();
                return (instance, "it lost its control socket");
            }

            return (instance, null);
        }
    }

    /// <summary>Ends a process about which something was found; returns why it failed, null where it has not.</summary>
    private async Task<string?> EndForAsync(CellInstance instance, Finding found)
    {
        if (found.Remedy == Remedy.Kill)
        {
            _home.Log.Event($"process {instance.Process.ProcessId} is killed: {found.Reason}");
            await instance.KillAsync();
            return found.Reason;
        }

        Note(static lifecycle => lifecycle.RestAsked());
        _home.Log.Event($"stopping process {instance.Process.ProcessId}: {found.Reason}");
        await instance.StopAsync(found.Reason, Supervisor.DefaultDrainTimeout);
        return null;
    }

    /// <summary>Waits until somebody connects; false: nothing is to be started any more.</summary>
    private async Task<bool> RestAsync()
    {
        _changed();
        using var over = new CancellationTokenSource();
        Task connection = _home.Listener.ConnectedAsync(over.Token);
        while (true)
        {
            Task<bool> order = _replacements.Reader.WaitToReadAsync().AsTask();
            Task first = await Task.WhenAny(_stop.Task, order, connection);
            if (first == order && _replacements.Reader.TryRead(out Replacement? replacement))
            {
                RunNext(replacement.Spec);
                replacement.Succeed();
                continue;
            }

            if (first == connection)
                await connection;
            await over.CancelAsync();
            bool isWanted = first != _stop.Task;
            Note(isWanted ? static lifecycle => lifecycle.Connected() : static lifecycle => lifecycle.StopAsked());
            if (isWanted)
                _home.Log.Event("somebody has connected");
            return isWanted;
        }
    }

    /// <summary>Starts another process beside the one that serves; returns the one that serves from now on.</summary>
    private async Task<CellInstance> ReplaceAsync(CellInstance old, Replacement order)
    {
        Note(static lifecycle => lifecycle.UpgradeAsked());
        CellInstance next;
        try
        {
            next = CellInstance.Start(order.Spec, _home);
        }
        catch (IOException error)
        {
            GiveUp(order, $"it cannot be started: {error.Message}", []);
            return old;
        }

        _home.Log.Event($"process {next.Process.ProcessId} started, to take over from process {old.Process.ProcessId}: {order.Spec.Program}");
        FaultPoints.Reach(FaultPoint.SuccessorStarted);
        lock (_gate)
            _successor = next;
        _changed();
        FaultPoints.Reach(FaultPoint.SuccessorNoted);
        (bool isReady, string? why) = await BecomeReadyAsync(next, order.Force ? null : old);
        if (!isReady)
        {
            await AbandonAsync(next, order, why);
            return old;
        }

        FaultPoints.Reach(FaultPoint.SuccessorAccepts);
        lock (_gate)
        {
            _successor = null;
            _instance = next;
            _draining.Add(old);
            RunNext(order.Spec);
            _lifecycle.UpgradeDone(order.Why);
        }

        _home.Log.Event($"process {next.Process.ProcessId} has taken over after {next.ReadyAfter!.Value.TotalMilliseconds:0} ms");
        FaultPoints.Reach(FaultPoint.SuccessorServes);
        _changed();
        FaultPoints.Reach(FaultPoint.PredecessorNoted);
        _endings.RemoveAll(static ending => ending.IsCompleted);
        _endings.Add(RetireForAsync(old, next, order));
        return next;
    }

    /// <summary>Ends a process that cannot take over.</summary>
    private async Task AbandonAsync(CellInstance next, Replacement order, string? why)
    {
        // One that is not wanted any more, because the cell is stopped, has no reason of its own.
        bool ended = next.Process.Exited.IsCompleted;
        if (!ended)
            await next.TerminateAsync();
        ProcessExit exit = await next.Process.Exited;
        string reason = ended ? $"it ended before it was ready: {exit}" : why ?? "the cell is being stopped";
        List<string> lines = _home.Log.LastLines(next.LogPosition);
        await next.DisposeAsync();
        lock (_gate)
            _successor = null;
        _home.Log.Event($"process {next.Process.ProcessId} does not take over: {reason}");
        _changed();
        GiveUp(order, reason, lines);
    }

    private void GiveUp(Replacement order, string reason, List<string> lines)
    {
        Note(lifecycle => lifecycle.UpgradeFailed(reason));
        order.Fail(reason, lines);
    }

    private async Task RetireForAsync(CellInstance old, CellInstance next, Replacement order)
    {
        await RetireAsync(old, $"process {next.Process.ProcessId} has taken over", order.DrainTimeout);
        order.Succeed();
    }

    /// <summary>Lets a process that was replaced finish what it began, and ends it.</summary>
    private async Task RetireAsync(CellInstance old, string reason, TimeSpan drainTimeout)
    {
        _home.Log.Event($"draining process {old.Process.ProcessId}: {reason}");
        await old.StopAsync(reason, drainTimeout, replaced: true);
        ProcessExit exit = await old.Process.Exited;
        FaultPoints.Reach(FaultPoint.PredecessorEnded);
        _home.Log.Event($"process {old.Process.ProcessId} ended: {exit}");
        await old.DisposeAsync();
        lock (_gate)
        {
            _draining.Remove(old);
            _lastExit = exit;
        }

        _changed();
    }

    private TimeSpan? Finish(CellInstance? instance, ProcessExit exit, string? why)
    {
        TimeSpan? delay;
        lock (_gate)
        {
            _lastExit = exit;
            _instance = null;
            delay = _lifecycle.Ended(exit, why, DateTime.UtcNow);
            if (instance is not null && (_lifecycle.State is CellState.Failed || _taken is not null))
                _lastLines = _home.Log.LastLines(instance.LogPosition);
        }

        if (_taken is { } order)
        {
            // What was to replace a crashing one is no better: that one has its next try.
            order.Fail(_lifecycle.Reason, _lastLines);
            RunNext(_replaced!);
            _taken = null;
        }

        return delay;
    }

    /// <summary>Waits until the next start is due, or something else is to be started; false: nothing is to be started any more.</summary>
    private async Task<bool> WaitAsync(TimeSpan delay)
    {
        using var over = new CancellationTokenSource();
        Task<bool> order = _replacements.Reader.WaitToReadAsync().AsTask();
        Task first = await Task.WhenAny(_stop.Task, order, Task.Delay(delay, over.Token));
        await over.CancelAsync();
        if (first == order && _replacements.Reader.TryRead(out Replacement? replacement))
        {
            _replaced = _spec;
            _taken = replacement;
            RunNext(replacement.Spec);
        }

        return first != _stop.Task;
    }

    /// <summary>What the next process runs, and when it is started again.</summary>
    private void RunNext(CellSpec spec)
    {
        lock (_gate)
        {
            _spec = spec;
            _lifecycle.Rule = RestartRules.Parse(spec.Restart);
        }
    }

    private void Note(Action<CellLifecycle> happened)
    {
        lock (_gate)
            happened(_lifecycle);
    }

    private sealed record StopOrder(string Reason, TimeSpan DrainTimeout);
}
