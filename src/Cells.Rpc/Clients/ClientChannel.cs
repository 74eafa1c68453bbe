using System.Diagnostics.CodeAnalysis;
using Cells.Binding;
using Cells.Binding.Streams;
using Cells.Rpc.Calls;
using Cells.Rpc.Streams;

namespace Cells.Rpc.Clients;

/// <summary>
/// A channel that outlives sessions: while one is usable, calls go straight to it; when it ends or its cell asks for no new calls,
/// the next call opens another, and calls that provably never began go there.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "DisposeAsync of the base ends it.")]
internal sealed class ClientChannel : CallChannel
{
    private readonly SessionConnector _connector;
    private readonly SessionLimits _limits;
    private readonly WaitingCalls _waiting;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private volatile CellSession _session;
    private Task? _connecting;

    internal ClientChannel(SessionConnector connector, CellSession session, SessionLimits limits)
    {
        _connector = connector;
        _limits = limits;
        _waiting = new WaitingCalls(limits);
        _session = session;
        session.Returned = SendElsewhere;
    }

    /// <summary>The session in use.</summary>
    internal CellSession Session => _session;

    /// <inheritdoc/>
    public override bool TryBegin(PendingCall call, int bytes, out Span<byte> request)
    {
        CellSession session = _session;
        if (session.IsUsable && _waiting.Count == 0)
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
        CellSession session = _session;
        if (session.IsUsable && _waiting.Count == 0)
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
    public override ImageBuffer Rent(int bytes) => _session.Rent(bytes);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await _session.DisposeAsync();
        FailWaiting(new ObjectDisposedException(nameof(ClientChannel)));
    }

    private void SendElsewhere(PendingCall call, ImageBuffer request)
    {
        call.Channel = this;
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
                if (!_session.IsUsable)
                {
                    CellSession session = await _connector.OpenAsync(contract: null, _disposed.Token);
                    session.Returned = SendElsewhere;
                    _session = session;
                }

                foreach ((PendingCall call, ImageBuffer request) in _waiting.TakeAll())
                {
                    _session.SubmitOrFail(call, request);
                    request.Release();
                }
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

    private void FailWaiting(Exception error)
    {
        foreach ((PendingCall call, ImageBuffer request) in _waiting.TakeAll())
        {
            request.Release();
            string method = call.Method.ToString();
            call.Fail(
                error is ObjectDisposedException ? error : new PeerLostException(notStarted: true, $"{method} never began: {error.Message}", error) { Cell = _connector.Cell, Method = method },
                runElsewhere: true);
        }
    }
}
