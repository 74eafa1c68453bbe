using System.Diagnostics.CodeAnalysis;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Faults;
using Cells.Platform.Files;
using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>Keeps one cell running as its spec says, in one process or several, until it is asked to stop or given up.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What it owns is given up when its run ends, or when it is stopped.")]
internal sealed class SupervisedCell
{
    private readonly CellHome _home;
    private readonly CellVersions _versions;
    private readonly List<Replica> _replicas = [];
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private bool _isOver;

    private SupervisedCell(CellHome home, CellVersions versions)
    {
        _home = home;
        _versions = versions;
        AsDependency = versions.Current.AsDependency;
        Ended = Task.CompletedTask;
        Started = Task.FromResult(false);
    }

    /// <summary>What it is run by.</summary>
    internal CellSpec Spec => _versions.Current;

    /// <summary>Whether it runs only because another cell depends on it.</summary>
    internal bool AsDependency { get; set; }

    /// <summary>Completes when all its replicas became ready for the first time (true), or one will not (false).</summary>
    internal Task<bool> Started { get; private set; }

    /// <summary>Completes when nothing of it runs any more and nothing will.</summary>
    internal Task Ended { get; private set; }

    /// <summary>Where it is: where its replicas are, or the one of them that most is to be said of.</summary>
    internal CellState State => Statuses() is var all && all.Length == 0 ? CellState.Stopped : Worst(all).State;

    /// <summary>The last lines that its last process wrote, where that failed.</summary>
    internal List<string> LastLines => Worst(Statuses()).LastLines;

    /// <summary>Begins to run a cell.</summary>
    /// <param name="spec">What it runs.</param>
    /// <param name="files">Its files.</param>
    /// <param name="limits">Deadlines and bounds.</param>
    /// <param name="adoptionSocket">Where its processes find the next supervisor; null where they end with this one.</param>
    /// <param name="systemd">Who may have its socket, and keeps it; null: nobody.</param>
    /// <exception cref="InvalidOperationException">Somebody else serves it.</exception>
    /// <exception cref="IOException">Its folders or its socket cannot be made.</exception>
    internal static async Task<SupervisedCell> StartAsync(CellSpec spec, CellFiles files, SupervisionLimits limits, string? adoptionSocket, SystemdLink? systemd)
    {
        files.Ensure();
        CellListener listener = CellListener.Open(files, spec.Name, systemd);
        try
        {
            InstanceFolder.RemoveUnused(files);
            LimitGroup.RemoveUnused(files);
            AtomicFile.RemoveDrafts(files.Record);
            var home = new CellHome(files, listener, new CellLog(files, limits), limits, adoptionSocket);
            var cell = new SupervisedCell(home, new CellVersions(spec, [], limits.MaxRollbacks));
            cell.Begin(() => Enumerable.Range(0, spec.Replicas).Select(_ => Replica.Start(home, spec, cell.Save)));
            return cell;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on with a cell whose supervisor was killed.</summary>
    /// <param name="record">What that one had written down.</param>
    /// <param name="files">The cell's files.</param>
    /// <param name="limits">Deadlines and bounds.</param>
    /// <param name="desk">Where its processes report.</param>
    /// <param name="adoptionSocket">Where they find the next supervisor.</param>
    /// <param name="systemd">Who may have its socket, and keeps it; null: nobody.</param>
    /// <exception cref="InvalidOperationException">Somebody else serves it.</exception>
    /// <exception cref="IOException">Its folders or its socket cannot be made.</exception>
    internal static async Task<SupervisedCell> AdoptAsync(CellRecord record, CellFiles files, SupervisionLimits limits, AdoptionDesk desk, string adoptionSocket, SystemdLink? systemd)
    {
        var log = new CellLog(files, limits);
        (InstanceRecord Record, ChildProcess Process, Orphan Orphan)[] living = await ReportsAsync(record, log, limits, desk);
        string name = record.Spec.Name;
        CellListener listener = living.Length > 0 ? CellListener.Adopt(files, name, living[0].Orphan.Listener, systemd) : CellListener.Open(files, name, systemd);
        foreach ((_, _, Orphan orphan) in living.Skip(1))
            orphan.Listener.Dispose();
        InstanceFolder.RemoveUnused(files);
        AtomicFile.RemoveDrafts(files.Record);

        var home = new CellHome(files, listener, log, limits, adoptionSocket);
        (InstanceRecord Record, CellInstance Instance)[] adopted = [.. living.Select(one => (one.Record, CellInstance.Adopt(one.Record.Spec, home, one.Record, one.Process, one.Orphan.Control)))];

        var reported = Task.WhenAll(adopted.Select(static one => Task.WhenAny(one.Instance.Ready, one.Instance.Process.Exited)));
        await Task.WhenAny(reported, Task.Delay(limits.AdoptionTimeout));

        // What was to take over and had not is not needed: what it was to replace serves.
        await Task.WhenAll(adopted.Where(static one => one.Record.Role == InstanceRoles.Successor).Select(static one => EndAsync(one.Instance)));
        CellVersions versions = record.VersionsOf(limits.MaxRollbacks);
        CellSpec spec = versions.Current;
        var cell = new SupervisedCell(home, versions) { AsDependency = record.Spec.AsDependency };
        cell.Begin(() => Enumerable.Range(0, spec.Replicas).Select(AdoptReplica));
        return cell;

        Replica AdoptReplica(int index)
        {
            CellInstance? serving = adopted.FirstOrDefault(one => one.Record.Replica == index && one.Record.Role == InstanceRoles.Serving).Instance;
            int restarts = record.Instances.Where(one => one.Replica == index).Select(static one => one.Restarts).DefaultIfEmpty().Max();
            return serving is null && record.IsIdle
                ? Replica.Wait(home, spec, cell.Save, restarts)
                : Replica.Adopt(
                    home,
                    spec,
                    cell.Save,
                    serving,
                    adopted.Where(one => one.Record.Replica == index && one.Record.Role == InstanceRoles.Draining).Select(static one => one.Instance),
                    restarts);
        }
    }

    /// <summary>Stops it, and completes when it has. A second order is as good as the first.</summary>
    internal async Task<StoppedCell> StopAsync(string reason, TimeSpan drainTimeout)
    {
        Replica[] all = Replicas();
        await Task.WhenAll(all.Select(replica => replica.StopAsync(reason, drainTimeout)));
        await Ended;
        await _home.Listener.DisposeAsync();
        foreach (Replica replica in all)
        {
            // Given up before: there is nothing left to end, only to forget.
            if (replica.State != CellState.Stopped)
                replica.Forget();
        }

        return new StoppedCell(Spec.Name, Worst(Statuses()).LastExit?.ToString() ?? "", Array.TrueForAll(all, static replica => replica.Drained));
    }

    /// <summary>Replaces what it runs, one replica after the other; returns why that could not be, null where it was done. One at a time.</summary>
    /// <param name="spec">What it is to run.</param>
    /// <param name="force">Whether that may take over although it does not fit callers.</param>
    /// <param name="drainTimeout">How long calls that old processes have begun may take to end.</param>
    internal async Task<Replacement.Outcome> ReplaceAsync(CellSpec spec, bool force, TimeSpan drainTimeout)
    {
        List<Replica> replaced = [];
        foreach (Replica replica in Replicas())
        {
            Replacement.Outcome outcome = await replica.ReplaceAsync(spec, force, drainTimeout);
            if (outcome.Reason is not null)
            {
                // All of them run one version, or the other.
                await Task.WhenAll(replaced.Select(back => back.ReplaceAsync(Spec, force: true, drainTimeout)));
                ForgetIsolation();
                return outcome;
            }

            replaced.Add(replica);
        }

        return new Replacement.Outcome(Reason: null, []);
    }

    /// <summary>It runs something else from now on, and can be rolled back to what it ran.</summary>
    internal Task UpgradedToAsync(CellSpec spec)
    {
        FaultPoints.Reach(FaultPoint.UpgradeDone);
        _versions.Push(spec);
        return ResizeAsync();
    }

    /// <summary>What it would be rolled back to; null where there is nothing.</summary>
    internal CellSpec? Previous => _versions.Previous;

    /// <summary>It runs what it ran before from now on.</summary>
    internal Task RolledBackAsync()
    {
        _versions.Pop();
        return ResizeAsync();
    }

    /// <summary>All that there is to know about it.</summary>
    internal CellStatus Status()
    {
        ReplicaStatus[] all = Statuses();
        ReplicaStatus worst = Worst(all);
        CellInstance? shown = all.Select(static one => one.Serving).FirstOrDefault(static one => one is not null);
        return new CellStatus(
            Spec.Name,
            worst.State.ToString().ToLowerInvariant(),
            shown?.Process.ProcessId ?? 0,
            shown is null ? 0 : UnixMs(shown.StartedAt),
            Milliseconds(shown?.ReadyAfter),
            all.Sum(static one => one.Restarts),
            worst.LastExit?.ToString() ?? "",
            worst.Reason,
            Spec.Build,
            Spec.Source,
            _home.Files.Log,
            shown?.Report?.Contracts ?? [],
            AsDependency,
            Previous?.Build ?? "",
            [.. all.SelectMany(static one => one.Processes).Select(static one => Describe(one.Instance, one.Role, report: null))]);
    }

    /// <summary>The same, with what its processes say of themselves.</summary>
    internal async Task<CellStatus> AskedStatusAsync(ReportOrder order, CancellationToken cancellation)
    {
        (CellInstance Instance, string Role)[] processes = [.. Statuses().SelectMany(static one => one.Processes)];
        InstanceStatus[] asked = await Task.WhenAll(processes.Select(async one =>
            Describe(one.Instance, one.Role, one.Instance.Ready.IsCompletedSuccessfully ? await one.Instance.ReportAsync(order, cancellation) : null)));
        return Status() with { Instances = [.. asked] };
    }

    /// <summary>The supervisor's heartbeat: looks what is new in its log, and whether its processes keep within their memory.</summary>
    internal void Beat()
    {
        _home.Memory.Beat();
        _home.Log.Beat();
    }

    /// <summary>Waits for the processes that a record names; those that do not report in time are ended.</summary>
    private static async Task<(InstanceRecord Record, ChildProcess Process, Orphan Orphan)[]> ReportsAsync(CellRecord record, CellLog log, SupervisionLimits limits, AdoptionDesk desk)
    {
        (InstanceRecord Instance, ChildProcess Process)[] living =
            [.. record.Instances.Select(static instance => (Instance: instance, Process: ChildProcess.Adopt(instance.Identity)!)).Where(static one => one.Process is not null)];
        (InstanceRecord Instance, ChildProcess Process, Orphan? Orphan)[] reports = await Task.WhenAll(living.Select(async one =>
        {
            (InstanceRecord instance, ChildProcess process) = one;
            Orphan? orphan = await desk.ExpectAsync(process, limits.AdoptionTimeout);
            log.Event(orphan is not null
                ? $"process {instance.ProcessId} ({instance.Role}) has reported to supervisor {Environment.ProcessId}"
                : $"process {instance.ProcessId} ({instance.Role}) has ended, or has not reported to the next supervisor within {limits.AdoptionTimeout.TotalSeconds:0.#} s (AdoptionTimeout) and is killed");
            if (orphan is null)
                process.SendToGroup(ProcessSignal.Kill);
            return (instance, process, orphan);
        }));
        return [.. reports.Where(static report => report.Orphan is not null).Select(static report => (report.Instance, report.Process, report.Orphan!))];
    }

    private static async Task EndAsync(CellInstance instance)
    {
        await instance.TerminateAsync();
        await instance.DisposeAsync();
    }

    private void Begin(Func<IEnumerable<Replica>> replicas)
    {
        lock (_gate)
            _replicas.AddRange(replicas());
        Started = AllStartedAsync();
        Ended = EndAsync();
    }

    private async Task<bool> AllStartedAsync() => Array.TrueForAll(await Task.WhenAll(Replicas().Select(static replica => replica.Started)), static started => started);

    private async Task EndAsync()
    {
        // Replicas may be added meanwhile.
        for (Replica[] all = Replicas(); Array.Exists(all, static replica => !replica.Ended.IsCompleted); all = Replicas())
            await Task.WhenAll(all.Select(static replica => replica.Ended));

        ReplicaStatus worst = Worst(Statuses());
        bool failed = worst.State == CellState.Failed;
        _home.Log.Event(failed ? $"failed: {worst.Reason}" : "stopped");
        if (failed && await Started)
            _home.Listener.Refuse($"The cell '{Spec.Name}' does not run any more: {worst.Reason}. 'cell logs {Spec.Name}' shows more, 'cell run {Spec.Name}' starts it again.");
        else
            await _home.Listener.DisposeAsync();
        _versions.Dispose();
        _home.Log.Dispose();
        lock (_writing)
        {
            _isOver = true;
            File.Delete(_home.Files.Record);
        }
    }

    /// <summary>Starts or stops replicas until there are as many as the spec says.</summary>
    private async Task ResizeAsync()
    {
        List<Replica> surplus;
        lock (_gate)
        {
            while (_replicas.Count < Spec.Replicas)
                _replicas.Add(Replica.Start(_home, Spec, Save));
            surplus = _replicas.GetRange(Spec.Replicas, _replicas.Count - Spec.Replicas);
            _replicas.RemoveRange(Spec.Replicas, surplus.Count);
        }

        await Task.WhenAll(surplus.Select(static replica => replica.StopAsync("there are to be fewer of it", Supervisor.DefaultDrainTimeout)));
        ForgetIsolation();
        Save();
    }

    /// <summary>Whatever ran of it besides what it is run by has ended: where that is not isolated, nobody has to take it for it.</summary>
    private void ForgetIsolation()
    {
        if (!Spec.Isolated)
            File.Delete(_home.Files.Isolation);
    }

    /// <summary>Writes down what runs now.</summary>
    private void Save()
    {
        lock (_writing)
        {
            if (_isOver)
                return;
            List<InstanceRecord> instances = [];
            ReplicaStatus[] all = Statuses();
            for (int i = 0; i < all.Length; i++)
            {
                foreach ((CellInstance instance, string role) in all[i].Processes)
                {
                    ProcessIdentity identity = instance.Process.Identity;
                    instances.Add(new InstanceRecord(
                        identity.ProcessId, identity.StartTicks, i, role, instance.Folder, instance.StartedAt, instance.ReadyAfter, all[i].Restarts, instance.Spec));
                }
            }

            new CellRecord(CellRecord.ThisBoot, Spec with { AsDependency = AsDependency }, _versions.Earlier, instances, Array.Exists(all, static one => one.State == CellState.Idle)).Write(_home.Files);
        }
    }

    private Replica[] Replicas()
    {
        lock (_gate)
            return [.. _replicas];
    }

    private ReplicaStatus[] Statuses() => [.. Replicas().Select(static replica => replica.Status())];

    /// <summary>The one that most is to be said of: one that ends or starts, then one that failed, then one that serves.</summary>
    private static ReplicaStatus Worst(ReplicaStatus[] all) => all.MinBy(static one => one.State switch
    {
        CellState.Draining => 0,
        CellState.Upgrading => 1,
        CellState.Starting => 2,
        CellState.Backoff => 3,
        CellState.Failed => 4,
        CellState.Ready => 5,
        CellState.Idle => 6,
        _ => 7,
    })!;

    private static InstanceStatus Describe(CellInstance instance, string role, InstanceReport? report) =>
        new(instance.Process.ProcessId, role, instance.Spec.Build, UnixMs(instance.StartedAt), Milliseconds(instance.ReadyAfter), report);

    private static long UnixMs(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private static int Milliseconds(TimeSpan? time) => time is { } known ? (int)known.TotalMilliseconds : -1;
}
