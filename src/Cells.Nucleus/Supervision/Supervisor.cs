using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Processes;
using Cells.Platform.Sandboxes;
using Cells.Platform.Sockets;

namespace Cells.Nucleus.Supervision;

/// <summary>All cells of one run directory, and what is asked of them. Embedded by hosts, or run by <see cref="SupervisorProcess"/>.</summary>
public sealed class Supervisor : INucleus, IAsyncDisposable
{
    /// <summary>How long begun calls may take when a supervisor has to end.</summary>
    public static readonly TimeSpan DefaultDrainTimeout = TimeSpan.FromSeconds(10);

    private readonly SupervisorFiles _files;
    private readonly SupervisionLimits _limits;
    private readonly Dictionary<string, SupervisedCell> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Timer _heartbeat;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _adoptionSocket;
    private readonly SupervisorRole _role;
    private readonly Action<string> _problem;
    private Task _restored = Task.CompletedTask;
    private int _requests;
    private bool _ending;

    /// <summary>Whether a process may give orders: those of this user, and root's, but not those of isolated cells.</summary>
    internal static bool Admits(PeerCredentials peer) => (peer.UserId == PeerCredentials.OwnUserId || peer.UserId == 0) && !ProcessConfinement.IsIn(peer.ProcessId);

    /// <summary>A supervisor without cells, which end with it.</summary>
    /// <param name="files">Where it keeps what it needs.</param>
    /// <param name="limits">Its deadlines.</param>
    public Supervisor(SupervisorFiles files, SupervisionLimits limits)
        : this(files, limits, adoptionSocket: null, SupervisorRole.Background, static _ => { })
    {
    }

    /// <summary>A supervisor without cells.</summary>
    /// <param name="files">Where it keeps what it needs.</param>
    /// <param name="limits">Its deadlines.</param>
    /// <param name="adoptionSocket">Where its cells find the next supervisor, should this one be killed; null where they end with it.</param>
    /// <param name="role">What it is beside.</param>
    /// <param name="problem">Told what cannot be told to whoever asked, since nobody did.</param>
    internal Supervisor(SupervisorFiles files, SupervisionLimits limits, string? adoptionSocket, SupervisorRole role, Action<string> problem)
    {
        _role = role;
        _problem = problem;
        _files = files;
        _limits = limits;
        _adoptionSocket = adoptionSocket;
        _heartbeat = new Timer(static supervisor => ((Supervisor)supervisor!).Beat(), this, limits.LogCheckInterval, limits.LogCheckInterval);
    }

    /// <summary>Completes when it was asked to end, or its last cell has ended. From then on it starts nothing.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Whether it ends because a cell was given up.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>Gives up waiting for a first request; without effect once there was one.</summary>
    public void EndUnlessUsed() => EndIfUnused();

    /// <summary>
    /// Goes on with the cells that a supervisor before this one has left, and lets others that come know that they are not needed. What is asked of this one waits until the first is done.
    /// </summary>
    /// <returns>Where they come; open until it is disposed of.</returns>
    internal AdoptionDesk Restore()
    {
        List<(CellFiles Files, CellRecord Record)> left = Leftovers.Find(_files);
        var desk = new AdoptionDesk(_adoptionSocket!, left.SelectMany(static cell => cell.Record.Instances).Select(static instance => instance.Identity));
        if (left.Count > 0)
        {
            _requests++;
            _restored = RestoreAsync(left, desk);
        }

        return desk;
    }

    /// <inheritdoc/>
    public ValueTask<StartReply> StartAsync(CellSpec spec, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return InTurnAsync(spec.Name, () => StartInTurnAsync(spec, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<StartReply> UpgradeAsync(UpgradeRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan drain = TimeSpan.FromMilliseconds(request.DrainTimeoutMs);
        return InTurnAsync(
            request.Spec.Name,
            () => ReplaceInTurnAsync(request.Spec.Name, cell => request.Spec.RunsLike(cell.Spec) ? null : request.Spec, request.Force, StartOutcomes.Upgraded, drain),
            cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<StartReply> RollbackAsync(ReplaceRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan drain = TimeSpan.FromMilliseconds(request.DrainTimeoutMs);
        return InTurnAsync(request.Name, () => ReplaceInTurnAsync(request.Name, static cell => cell.Previous, request.Force, StartOutcomes.RolledBack, drain), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<StartReply> RestartAsync(ReplaceRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        TimeSpan drain = TimeSpan.FromMilliseconds(request.DrainTimeoutMs);
        return InTurnAsync(request.Name, () => ReplaceInTurnAsync(request.Name, static cell => cell.Spec, request.Force, StartOutcomes.Restarted, drain), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StopReply> StopAsync(StopRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!TryBeginRequest())
            return new StopReply(Found: false, []);
        try
        {
            await _restored.WaitAsync(cancellation);
            TimeSpan drain = TimeSpan.FromMilliseconds(request.DrainTimeoutMs);
            if (request.Name.Length == 0)
                return new StopReply(Found: true, await StopAllAsync("all cells are stopped", drain));

            SupervisedCell? named = Find(request.Name);
            bool found = named is not null && named.State != CellState.Stopped;
            List<StoppedCell> stopped = [];
            for (SupervisedCell? next = named; next is not null; next = NextUnneeded())
                stopped.Add(await StopOneAsync(next, next == named ? "asked to stop" : "nothing that depends on it runs any more", drain));
            return new StopReply(found, stopped);
        }
        finally
        {
            EndRequest();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CellList> ListAsync(ListRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _restored.WaitAsync(cancellation);
        SupervisedCell[] found;
        lock (_gate)
            found = [.. _cells.Values.Where(cell => request.Name.Length == 0 || cell.Spec.Name == request.Name).OrderBy(cell => cell.Spec.Name, StringComparer.Ordinal)];
        CellStatus[] all = await Task.WhenAll(found.Select(cell => cell.AskedStatusAsync(new ReportOrder(request.MeasureForMs), cancellation)));
        return new CellList([.. all], Environment.ProcessId);
    }

    /// <inheritdoc/>
    public async ValueTask<StopReply> DownAsync(DownRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _restored.WaitAsync(cancellation);
        lock (_gate)
            _ending = true;
        List<StoppedCell> stopped = await StopAllAsync("the supervisor is ending", TimeSpan.FromMilliseconds(request.DrainTimeoutMs));
        _idle.TrySetResult();
        return new StopReply(Found: true, stopped);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _restored;
        lock (_gate)
            _ending = true;
        await StopAllAsync("the supervisor is ending", DefaultDrainTimeout);
        await _heartbeat.DisposeAsync();
    }

    private async Task<StartReply> StartInTurnAsync(CellSpec spec, CancellationToken cancellation)
    {
        SupervisedCell? cell = Find(spec.Name);
        if (cell is not null && IsRunning(cell))
        {
            if (spec.RunsLike(cell.Spec))
            {
                cell.AsDependency &= spec.AsDependency;
                bool ready = await cell.Started.WaitAsync(cancellation);
                return new StartReply(ready ? StartOutcomes.Unchanged : StartOutcomes.Failed, cell.Status(), cell.Status().Reason, cell.LastLines);
            }

            return await ReplaceAsync(cell, spec, force: false, StartOutcomes.Upgraded, DefaultDrainTimeout);
        }
        else if (cell is not null)
        {
            await cell.StopAsync("it is started again", TimeSpan.Zero);
        }

        return await StartNewAsync(spec, cancellation);
    }

    private static bool IsRunning(SupervisedCell cell) => cell.State is CellState.Idle or CellState.Starting or CellState.Ready or CellState.Upgrading or CellState.Backoff;

    /// <param name="name">The cell's name.</param>
    /// <param name="next">What the cell is to run; null where that is what it runs, or there is nothing.</param>
    /// <param name="force">Whether that may take over although it does not fit callers.</param>
    /// <param name="outcome">What it is called if it does.</param>
    /// <param name="drain">How long calls that were begun may take to end.</param>
    private async Task<StartReply> ReplaceInTurnAsync(string name, Func<SupervisedCell, CellSpec?> next, bool force, string outcome, TimeSpan drain)
    {
        if (Find(name) is not { } cell || !IsRunning(cell))
            return new StartReply(StartOutcomes.NotRunning, Find(name)?.Status() ?? Unknown(name), $"'{name}' is not running", []);
        if (next(cell) is { } spec)
            return await ReplaceAsync(cell, spec, force, outcome, drain);
        return outcome == StartOutcomes.RolledBack
            ? new StartReply(StartOutcomes.Kept, cell.Status(), "it has not been upgraded since it was started, and so there is nothing to go back to", [])
            : new StartReply(StartOutcomes.Unchanged, cell.Status(), "", []);
    }

    private static async Task<StartReply> ReplaceAsync(SupervisedCell cell, CellSpec spec, bool force, string outcome, TimeSpan drain)
    {
        // How it is wanted is not changed by what it runs.
        cell.AsDependency &= spec.AsDependency;
        Replacement.Outcome replaced = await cell.ReplaceAsync(spec, force, drain);
        if (replaced.Reason is { } reason)
            return new StartReply(StartOutcomes.Kept, cell.Status(), reason, replaced.LastLines);
        if (outcome == StartOutcomes.RolledBack)
            await cell.RolledBackAsync();
        else if (outcome == StartOutcomes.Upgraded)
            await cell.UpgradedToAsync(spec);
        return new StartReply(outcome, cell.Status(), "", []);
    }

    private async Task RestoreAsync(List<(CellFiles Files, CellRecord Record)> left, AdoptionDesk desk)
    {
        await Task.WhenAll(left.Select(cell => RestoreAsync(cell.Files, cell.Record, desk)));
        EndRequest();
    }

    private async Task RestoreAsync(CellFiles files, CellRecord record, AdoptionDesk desk)
    {
        try
        {
            SupervisedCell cell = await SupervisedCell.AdoptAsync(record, files, _limits, desk, _adoptionSocket!, _role.Systemd);
            lock (_gate)
                _cells[record.Spec.Name] = cell;
            _ = EndWithLastCellAsync(cell);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // Somebody else serves it, or its folder is gone: then there is nothing to go on with.
            _problem($"'{record.Spec.Name}' cannot be taken over: {error.Message}");
        }
    }

    private async ValueTask<StartReply> InTurnAsync(string name, Func<Task<StartReply>> work, CancellationToken cancellation)
    {
        if (!TryBeginRequest())
            return new StartReply(StartOutcomes.Ending, Unknown(name), "The supervisor is ending.", []);
        try
        {
            await _restored.WaitAsync(cancellation);
            using IDisposable turn = await TakeTurnAsync(name, cancellation);
            return await work();
        }
        finally
        {
            EndRequest();
        }
    }

    private async Task<StartReply> StartNewAsync(CellSpec spec, CancellationToken cancellation)
    {
        SupervisedCell cell;
        try
        {
            cell = await SupervisedCell.StartAsync(spec, _files.Cell(spec.Name), _limits, _adoptionSocket, _role.Systemd);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException or ArgumentException)
        {
            Forget(spec.Name);
            return new StartReply(StartOutcomes.Failed, Unknown(spec.Name), error.Message, []);
        }

        lock (_gate)
            _cells[spec.Name] = cell;
        _ = EndWithLastCellAsync(cell);
        try
        {
            if (await cell.Started.WaitAsync(cancellation))
                return new StartReply(StartOutcomes.Started, cell.Status(), "", []);
        }
        catch (OperationCanceledException)
        {
            // Whoever asked for it is gone: nothing of it must remain.
            await cell.StopAsync("whoever started it has gone", TimeSpan.Zero);
            Forget(spec.Name);
            throw;
        }

        await cell.Ended;
        StartReply failure = new(StartOutcomes.Failed, cell.Status(), cell.Status().Reason, cell.LastLines);
        Forget(spec.Name);
        return failure;
    }

    private async Task<StoppedCell> StopOneAsync(SupervisedCell cell, string reason, TimeSpan drain)
    {
        StoppedCell stopped = await cell.StopAsync(reason, drain);
        Forget(cell.Spec.Name, cell);
        return stopped;
    }

    /// <summary>Stops every cell, each before those that it depends on.</summary>
    private async Task<List<StoppedCell>> StopAllAsync(string reason, TimeSpan drain)
    {
        List<StoppedCell> stopped = [];
        while (true)
        {
            List<SupervisedCell> next;
            lock (_gate)
            {
                next = [.. _cells.Values.Where(cell => !_cells.Values.Any(other => other != cell && other.Spec.Dependencies.Contains(cell.Spec.Name)))];
                if (next.Count == 0)
                    next = [.. _cells.Values];
            }

            if (next.Count == 0)
                return stopped;
            StoppedCell[] ended = await Task.WhenAll(next.Select(cell => StopOneAsync(cell, reason, drain)));
            stopped.AddRange(ended);
        }
    }

    /// <summary>A cell that was started only for others, none of which runs any more.</summary>
    private SupervisedCell? NextUnneeded()
    {
        lock (_gate)
            return _cells.Values.FirstOrDefault(cell => cell.AsDependency && !_cells.Values.Any(other => other.Spec.Dependencies.Contains(cell.Spec.Name)));
    }

    private SupervisedCell? Find(string name)
    {
        lock (_gate)
            return _cells.GetValueOrDefault(name);
    }

    private void Forget(string name, SupervisedCell? unlessReplaced = null)
    {
        lock (_gate)
        {
            if (unlessReplaced is null || _cells.GetValueOrDefault(name) == unlessReplaced)
                _cells.Remove(name);
        }
    }

    private async Task EndWithLastCellAsync(SupervisedCell cell)
    {
        await cell.Ended;

        // Of one that never served, whoever asked for it learns why, and decides.
        if (_role.EndsWithFailedCell && cell.State == CellState.Failed && await cell.Started)
        {
            HasFailed = true;
            await DownAsync(new DownRequest((int)DefaultDrainTimeout.TotalMilliseconds));
        }

        EndIfUnused();
    }

    private bool TryBeginRequest()
    {
        lock (_gate)
        {
            if (_ending)
                return false;
            _requests++;
            return true;
        }
    }

    private void EndRequest()
    {
        lock (_gate)
            _requests--;
        EndIfUnused();
    }

    /// <summary>A cell that was given up keeps its supervisor, which is the only one to say why.</summary>
    private void EndIfUnused()
    {
        if (_role.StaysWithoutCells)
            return;
        lock (_gate)
        {
            if (_requests > 0 || _cells.Values.Any(cell => !cell.Ended.IsCompleted || cell.State == CellState.Failed))
                return;
            _ending = true;
        }

        _idle.TrySetResult();
    }

    private async Task<IDisposable> TakeTurnAsync(string name, CancellationToken cancellation)
    {
        SemaphoreSlim? turn;
        lock (_gate)
        {
            if (!_turns.TryGetValue(name, out turn))
                _turns.Add(name, turn = new SemaphoreSlim(1));
        }

        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    private void Beat()
    {
        SupervisedCell[] running;
        lock (_gate)
            running = [.. _cells.Values.Where(cell => !cell.Ended.IsCompleted)];
        foreach (SupervisedCell cell in running)
        {
            try
            {
                cell.Beat();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The next beat tries again; a log must not end its cell.
            }
        }
    }

    private static CellStatus Unknown(string name) => new(name, nameof(CellState.Stopped).ToLowerInvariant(), 0, 0, -1, 0, "", "", "", "", "", [], AsDependency: false, "", []);

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
