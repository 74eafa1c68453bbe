using System.Diagnostics.CodeAnalysis;
using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Rpc.Calls;
using Cells.Rpc.Sessions;
using Cells.Rpc.Streams;
using Cells.Rpc.Telemetry;

namespace Cells.Rpc.Clients;

/// <summary>
/// A channel that outlives sessions: while one is usable, calls go straight to it; when it ends or its cell asks for no new calls,
/// another one is opened for the next call. Calls that provably never began go there, and those of idempotent methods, whose requests it keeps.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of the base ends it.")]
internal sealed class ClientChannel : CallChannel, IDeadlineKeeper
{
    private readonly ISessionSource _source;
    private readonly SessionLimits _limits;
    private readonly WaitingCalls _waiting;
    private readonly CancellationTokenSource _disposed = new();
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Lock _gate = new();
    private volatile CellSession? _session;
    private ComparedContracts? _compared;
    private Task? _connecting;
    private int _hasDeadlines;

    /// <param name="source">Opens sessions.</param>
    /// <param name="session">The first one; null: it is opened for the first call.</param>
    /// <param name="limits">This side's limits.</param>
    internal ClientChannel(ISessionSource source, CellSession? session, SessionLimits limits)
    {
        _source = source;
        _limits = limits;
        _waiting = new WaitingCalls(limits);
        _session = session;
        if (session is not null)
            Take(session);
    }

    /// <summary>The cell's name.</summary>
    internal string Cell => _source.Cell;

    /// <summary>The session in use; null before the first one.</summary>
    internal CellSession? Session => _session;

    /// <inheritdoc/>
    bool IDeadlineKeeper.HasDeadlines => Volatile.Read(ref _hasDeadlines) != 0;

    /// <inheritdoc/>
    public override bool TryBegin(PendingCall call, int bytes, out Span<byte> request)
    {
        if (_session is { IsUsable: true } session && _waiting.Count == 0 && !call.Method.IsIdempotent)
            return session.TryBegin(call, bytes, out request);
        request = default;
        return false;
    }

    /// <inheritdoc/>
    public override void Commit(PendingCall call) => call.Channel!.Commit(call);

    /// <inheritdoc/>
    public override void Abort(PendingCall call) => call.Channel!.Abort(call);

    /// <inheritdoc/>
    public override void Submit(PendingCall call, ImageBuffer request)
    {
        if (call.Method.IsIdempotent)
            call.Keep(request);
        if (_session is { IsUsable: true } session && _waiting.Count == 0)
        {
            try
            {
                session.Submit(call, request);
                return;
            }
            catch (PeerLostException error) when (error.NotStarted)
            {
                // It ended a moment ago.
            }
        }

        SendElsewhere(call, request);
    }

    /// <inheritdoc/>
    public override void Cancel(PendingCall call)
    {
        if (_waiting.TryRemove(call))
            call.Fail(new OperationCanceledException(call.Cancellation), runElsewhere: false);
    }

    /// <inheritdoc/>
    public override void Wait(PendingCall call)
    {
        while (!call.IsCompleted)
        {
            if (call.Channel is CellSession session)
                session.Wait(call);
            else
                _connecting?.Wait(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <inheritdoc/>
    public override CallStreams CreateStreams(IReadOnlyList<StreamArgument> arguments) => new MadeStreams(arguments, _limits);

    /// <inheritdoc/>
    public override IAsyncEnumerable<TItem> Stream<TRequest, TItem>(
        MethodDescriptor method, TRequest request, IReadOnlyList<StreamArgument> arguments, CallOptions options, int depth, CancellationToken cancellation) =>
        CellSession.Stream<TRequest, TItem>(this, _limits, method, request, arguments, options, depth, cancellation);

    /// <inheritdoc/>
    public override bool Lends => _session is { Lends: true };

    /// <inheritdoc/>
    public override ImageBuffer Rent(int bytes) => _session is { } session ? session.Rent(bytes) : PooledImageBuffer.Rent(bytes);

    /// <summary>Opens a session unless there is one that takes calls.</summary>
    internal async Task ConnectAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _disposed.Token);
        await UsableSessionAsync(either.Token);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        if (_session is { } session)
            await session.DisposeAsync();
        FailWaiting(new ObjectDisposedException(nameof(ClientChannel)));
    }

    /// <inheritdoc/>
    bool IDeadlineKeeper.ExpireDeadlines(long now)
    {
        Volatile.Write(ref _hasDeadlines, 0);
        var late = new List<PendingCall>();
        bool more = _waiting.RemoveOverdue(now, late);
        foreach (PendingCall call in late)
            call.Fail(CellSession.Overdue(call, _source.Cell), runElsewhere: true);
        if (more)
            Volatile.Write(ref _hasDeadlines, 1);
        return more;
    }

    /// <summary>A session has ended over a call that may be made again.</summary>
    private void OnReturned(PendingCall call, ImageBuffer request, PeerLostException error)
    {
        if (error.NotStarted || ++call.TimesLost < _source.MaxAttempts)
        {
            RpcMetrics.Retried(call.Method, mayHaveRun: !error.NotStarted);
            SendElsewhere(call, request);
        }
        else
        {
            call.Fail(
                new PeerLostException(notStarted: false, $"{error.Message} It was made {call.TimesLost} times (ConnectOptions.MaxAttempts).") { Cell = error.Cell, Method = error.Method },
                runElsewhere: true);
        }
    }

    private void SendElsewhere(PendingCall call, ImageBuffer request)
    {
        call.Channel = this;
        bool hasDeadline = call.DeadlineTick != long.MaxValue;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            _waiting.TryAdd(call, request);
        }
        catch (Exception error)
        {
            call.Fail(error, runElsewhere: true);
            return;
        }

        if (hasDeadline)
        {
            Volatile.Write(ref _hasDeadlines, 1);
            SessionClock.Shared.Watch(this);
        }

        // A token that fired between two channels has found the call at neither.
        foreach (PendingCall cancelled in _waiting.RemoveCancelled())
            cancelled.Fail(new OperationCanceledException(cancelled.Cancellation), runElsewhere: true);

        lock (_gate)
        {
            if (_connecting is null)
                _connecting = Task.Run(ReconnectAsync);
        }
    }

    /// <summary>Opens sessions until no call waits any more. One at a time; who adds a call and finds it running is looked after by it.</summary>
    private async Task ReconnectAsync()
    {
        while (true)
        {
            try
            {
                SendWaiting(await UsableSessionAsync(_disposed.Token));
            }
            catch (Exception error)
            {
                FailWaiting(error);
            }

            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _connecting = null;
                    return;
                }
            }
        }
    }

    /// <summary>The session, or the next one.</summary>
    private async ValueTask<CellSession> UsableSessionAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            CellSession? before = _session;
            if (before is { IsUsable: true })
                return before;
            CellSession session = await _source.OpenAsync(cancellation);
            Take(session);
            await UseAsync(session);
            return session;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Makes a session this channel's own.</summary>
    private void Take(CellSession session)
    {
        session.Returned = OnReturned;
        session.Replaced = OnReplaced;
        if (_compared is null)
            _compared = session.Compared;
        else
            session.Compared = _compared;
    }

    /// <summary>Lets calls go over a session from now on.</summary>
    /// <exception cref="ObjectDisposedException">Nobody calls any more.</exception>
    private async ValueTask UseAsync(CellSession session)
    {
        bool isFirst = _session is null;
        _session = session;
        if (_disposed.IsCancellationRequested)
        {
            await session.DisposeAsync();
            throw new ObjectDisposedException(nameof(ClientChannel));
        }

        if (!isFirst)
            RpcMetrics.Reconnected(_source.Cell);
    }

    /// <summary>Another process accepts in the place of a session's.</summary>
    private void OnReplaced(CellSession session) => _ = Task.Run(() => GoOverAsync(session));

    /// <summary>Opens a session with whoever accepts, and only then leaves the one before, so that calls need not wait for it.</summary>
    private async Task GoOverAsync(CellSession before)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        patience.CancelAfter(_source.HandOverTimeout);
        try
        {
            await _opening.WaitAsync(patience.Token);
            try
            {
                if (!ReferenceEquals(_session, before) || !before.IsUsable)
                    return;
                CellSession next = await _source.OpenAsync(patience.Token);
                Take(next);
                await Task.WhenAny(next.PrepareForAsync(before), Task.Delay(Timeout.Infinite, patience.Token));
                await UseAsync(next);
            }
            finally
            {
                _opening.Release();
            }
        }
        catch (Exception error) when (error is CellException or OperationCanceledException or TimeoutException or ObjectDisposedException)
        {
            // The next call opens one, and says what is wrong where that cannot be done.
        }
        finally
        {
            before.Leave();
        }
    }

    private void SendWaiting(CellSession session)
    {
        foreach ((PendingCall call, ImageBuffer request) in _waiting.TakeAll())
        {
            session.SubmitOrFail(call, request);
            request.Release();
        }

        session.CancelFired();
    }

    private void FailWaiting(Exception error)
    {
        foreach ((PendingCall call, ImageBuffer request) in _waiting.TakeAll())
        {
            request.Release();
            call.Fail(error is ObjectDisposedException ? error : NotReached(call, error), runElsewhere: true);
        }
    }

    private PeerLostException NotReached(PendingCall call, Exception error)
    {
        string method = call.Method.ToString();
        string lost = call.TimesLost > 0 ? "may have run when its session ended, and cannot be made again" : "never began";
        return new PeerLostException(notStarted: call.TimesLost == 0, $"{method} {lost}: {error.Message}", error) { Cell = _source.Cell, Method = method };
    }
}
