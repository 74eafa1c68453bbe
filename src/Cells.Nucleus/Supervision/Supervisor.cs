using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

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
    private int _requests;
    private bool _ending;

    /// <summary>A supervisor without cells.</summary>
    /// <param name="files">Where it keeps what it needs.</param>
    /// <param name="limits">Its deadlines.</param>
    public Supervisor(SupervisorFiles files, SupervisionLimits limits)
    {
        _files = files;
        _limits = limits;
        _heartbeat = new Timer(static supervisor => ((Supervisor)supervisor!).LookAtLogs(), this, limits.LogCheckInterval, limits.LogCheckInterval);
    }

    /// <summary>Completes when it was asked to end, or its last cell has ended. From then on it starts nothing.</summary>
    public Task Idle => _idle.Task;

    /// <summary>Gives up waiting for a first request; without effect once there was one.</summary>
    public void EndUnlessUsed() => EndIfUnused();

    /// <inheritdoc/>
    public async ValueTask<StartReply> StartAsync(CellSpec spec, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!TryBeginRequest())
            return new StartReply(StartOutcomes.Ending, Unknown(spec), "The supervisor is ending.", []);
        try
        {
            using IDisposable turn = await TakeTurnAsync(spec.Name, cancellation);
            return await StartInTurnAsync(spec, cancellation);
        }
        finally
        {
            EndRequest();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StopReply> StopAsync(StopRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!TryBeginRequest())
            return new StopReply(Found: false, []);
        try
        {
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
        SupervisedCell[] found;
        lock (_gate)
            found = [.. _cells.Values.Where(cell => request.Name.Length == 0 || cell.Spec.Name == request.Name).OrderBy(cell => cell.Spec.Name, StringComparer.Ordinal)];
        CellStatus[] all = await Task.WhenAll(found.Select(cell => cell.AskedStatusAsync(cancellation)));
        return new CellList([.. all], Environment.ProcessId);
    }

    /// <inheritdoc/>
    public async ValueTask<StopReply> DownAsync(DownRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_gate)
            _ending = true;
        List<StoppedCell> stopped = await StopAllAsync("the supervisor is ending", TimeSpan.FromMilliseconds(request.DrainTimeoutMs));
        _idle.TrySetResult();
        return new StopReply(Found: true, stopped);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _ending = true;
        await StopAllAsync("the supervisor is ending", DefaultDrainTimeout);
        await _heartbeat.DisposeAsync();
    }

    private async Task<StartReply> StartInTurnAsync(CellSpec spec, CancellationToken cancellation)
    {
        string outcome = StartOutcomes.Started;
        SupervisedCell? cell = Find(spec.Name);
        if (cell is { State: CellState.Starting or CellState.Ready or CellState.Backoff })
        {
            if (cell.Spec.Build == spec.Build)
            {
                cell.AsDependency &= spec.AsDependency;
                bool ready = await cell.Started.WaitAsync(cancellation);
                return new StartReply(ready ? StartOutcomes.Unchanged : StartOutcomes.Failed, cell.Status(), cell.Status().Reason, cell.LastLines);
            }

            spec = spec with { AsDependency = spec.AsDependency && cell.AsDependency };
            await cell.StopAsync("its program has changed", DefaultDrainTimeout);
            outcome = StartOutcomes.Restarted;
        }
        else if (cell is not null)
        {
            await cell.StopAsync("it is started again", TimeSpan.Zero);
        }

        return await StartNewAsync(spec, outcome, cancellation);
    }

    private async Task<StartReply> StartNewAsync(CellSpec spec, string outcome, CancellationToken cancellation)
    {
        SupervisedCell cell;
        try
        {
            cell = await SupervisedCell.StartAsync(spec, _files.Cell(spec.Name), _limits);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException or ArgumentException)
        {
            Forget(spec.Name);
            return new StartReply(StartOutcomes.Failed, Unknown(spec), error.Message, []);
        }

        lock (_gate)
            _cells[spec.Name] = cell;
        _ = EndWithLastCellAsync(cell);
        try
        {
            if (await cell.Started.WaitAsync(cancellation))
                return new StartReply(outcome, cell.Status(), "", []);
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

    private void LookAtLogs()
    {
        SupervisedCell[] running;
        lock (_gate)
            running = [.. _cells.Values.Where(cell => !cell.Ended.IsCompleted)];
        foreach (SupervisedCell cell in running)
        {
            try
            {
                cell.LookAtLog();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The next beat tries again; a log must not end its cell.
            }
        }
    }

    private static CellStatus Unknown(CellSpec spec) => new(
        spec.Name, nameof(CellState.Stopped).ToLowerInvariant(), 0, 0, -1, 0, "", "", spec.Build, spec.Source, "", [], spec.AsDependency, Report: null);

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
