using Cells.Binding;
using Cells.Images;
using Cells.Rpc.Protocol;
using Cells.Rpc.Serving;
using Cells.Rpc.Sessions;
using Cells.Transports.Frames;
using Cells.Transports.Links;
using Microsoft.Extensions.Logging;

namespace Cells.Rpc;

/// <content>How a session ends.</content>
public sealed partial class CellSession
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _draining = new();
    private static readonly TimeSpan ReturnTimeoutOfIsolated = TimeSpan.FromMinutes(1);
    private bool _goAwaySent;
    private int _hasLeft;
    private volatile bool _goAwayAnswered;

    /// <summary>Fires when the session is drained, for the handlers of its calls.</summary>
    internal CancellationToken Draining => _draining.Token;

    /// <summary>Fires a token that user code holds. Runs that code: on the pool, and under no lock.</summary>
    internal void Fire(CancellationTokenSource source) => HandlerToken.Fire(source, _options.Logger);

    /// <summary>
    /// Ends the session without losing a call: asks the peer for no new ones, serves those that came before its answer, and closes.
    /// Cancelling closes at once.
    /// </summary>
    public ValueTask DrainAsync(CancellationToken cancellation = default) => DrainAsync(replaced: false, cancellation);

    /// <summary>The same, where another process may accept in this one's place.</summary>
    internal async ValueTask DrainAsync(bool replaced, CancellationToken cancellation)
    {
        if (!_goAwaySent)
        {
            _goAwaySent = true;
            SendControl(FrameKind.GoAway, replaced ? FrameFlags.Replaced : FrameFlags.None, call: 0);
            ThreadPool.UnsafeQueueUserWorkItem(static session => session.Fire(session._draining), this, preferLocal: false);
        }

        try
        {
            await Task.WhenAny(_drained.Task, _closed.Task).WaitAsync(cancellation);

            // The last outcomes may still wait for room in the socket, or be on their way into it on another thread.
            await Link.WhenSentAsync().WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            SendClose(CellErrorCode.GoAway, $"The cell '{_options.Name}' ended while the call went on, and cut it off at the deadline of its drain.");
            throw;
        }
        finally
        {
            Close(reason: null);
        }
    }

    /// <inheritdoc/>
    void IFrameReceiver.OnEnded(Exception? error)
    {
        Exception? reason = _closeReason ?? error;
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            SessionClock.Shared.Closed(this);
        if (reason is not null)
            _options.Logger.LogWarning("The session with {Peer} was closed: {Reason}", Describe(Peer), reason.Message);

        EndCalls();
        ReturnWaiting();
        EndServedStreams(new PeerLostException(notStarted: false, $"The session ended before the stream{(reason is null ? "." : $": {reason.Message}")}"));
        foreach (ServedCall call in Served.Snapshot())
            CancelOnPool(call);

        _opened.TrySetException(reason is CellException refused
            ? refused
            : new CellException(CellErrorCode.ConnectFailed, $"The peer closed the connection before it introduced itself{(reason is null ? "." : $": {reason.Message}")}", reason));
        _ = _opened.Task.Exception;
        _closed.TrySetResult(reason);
        _goneAway.TrySetResult();
    }

    /// <summary>Gives the calls in flight their outcome, or to whoever makes them again.</summary>
    private void EndCalls()
    {
        var untaken = new Dictionary<uint, ImageBuffer?>();
        foreach (UntakenRequest request in Link.TakeUntaken())
        {
            // A peer that answers what it never read can bring an id round twice.
            if (!untaken.TryAdd(request.Call, request.Image))
                request.Image?.Release();
        }

        foreach (PendingCall call in _calls.Close())
        {
            bool notStarted = untaken.Remove(call.ChannelKey, out ImageBuffer? request);

            // Streams have begun here, and do not begin again.
            FailOrReturn(call, call.KeptRequest ?? (call.Streams is null ? request : null), CutOff(call) ?? Lost(notStarted, call));
            request?.Release();
        }

        foreach (ImageBuffer? request in untaken.Values)
            request?.Release();
    }

    private static void CancelOnPool(ServedCall call) => ThreadPool.UnsafeQueueUserWorkItem(static call => call.Cancel(), call, preferLocal: false);

    internal void Close(Exception? reason)
    {
        _closeReason ??= reason;
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            SessionClock.Shared.Closed(this);
        Link.Close();
    }

    /// <summary>Closes where the peer has kept what it was lent for too long.</summary>
    internal void CloseIfKept(long now)
    {
        TimeSpan patience = _options.Limits.ReturnTimeout ?? (_options.Isolated ? ReturnTimeoutOfIsolated : Timeout.InfiniteTimeSpan);
        if (patience != Timeout.InfiniteTimeSpan && Link.OldestLoan is { } since && now - since > patience.TotalMilliseconds)
        {
            Close(new CellException(
                CellErrorCode.ResourceExhausted,
                $"The peer has kept for {(now - since) / 1000.0:0.#} s what it was lent over shared memory (SessionLimits.ReturnTimeout)."));
        }
    }

    /// <summary>Closes where the peer has left everything unread for too long.</summary>
    internal void CloseIfStalled(long now)
    {
        if (Link.StalledSince is { } since && now - since > _options.Limits.SendStallTimeout.TotalMilliseconds)
        {
            Close(new CellException(
                CellErrorCode.ResourceExhausted,
                $"The peer has read nothing for {(now - since) / 1000.0:0.#} s while {Link.QueuedBytes} bytes wait for it (SessionLimits.SendStallTimeout)."));
        }
    }

    /// <summary>A served call is done.</summary>
    internal void OnServed()
    {
        if (_goAwayAnswered && Served.Active == 0)
            _drained.TrySetResult();
    }

    internal void SendError(uint call, Exception error, MethodDescriptor? method)
    {
        if (error is not (CellException or OperationCanceledException))
            _options.Logger.LogDebug(error, "{Method} threw", method);

        Failure failure = Failure.From(error, method);
        int bytes = ImageCodec.Measure(failure);
        if (bytes > FrameHeader.MaxPayloadBytes)
        {
            using var image = Image<Failure>.Create(failure);
            Link.SendImage(new FrameHeader(0, FrameKind.Error, FrameFlags.None, 0, call), image.Buffer);
            return;
        }

        SendFailure(FrameKind.Error, FrameFlags.None, 0, call, failure);
    }

    private void SendFailure(FrameKind kind, FrameFlags flags, ushort channel, uint call, Failure failure)
    {
        ImageCodec.Write(Link.BeginFrame(kind, flags, channel, call, ImageCodec.Measure(failure)), failure);
        Link.CommitFrame();
    }

    private static string Describe(PeerInfo peer) => peer.Cell.Length > 0 ? $"cell '{peer.Cell}' (process {peer.ProcessId})" : $"process {peer.ProcessId}";

    /// <summary>What a stream or a tunnel comes to that the peer's drain did not wait for any longer; null for what ended otherwise.</summary>
    private CellException? CutOff(PendingCall call) => call.Streams is not null && _closeReason is CellException { Code: CellErrorCode.GoAway } reason
        ? new CellException(CellErrorCode.GoAway, reason.Message) { Cell = Peer.Cell, Method = call.Method.ToString() }
        : null;

    private PeerLostException Lost(bool notStarted, PendingCall call)
    {
        string why = _closeReason is { } reason ? $" ({reason.Message})" : "";
        return new PeerLostException(notStarted, $"The session ended before {call.Method} had its outcome{why}; {(notStarted ? "it never began." : "it may have run.")}")
        {
            Cell = Peer.Cell,
            Method = call.Method.ToString(),
        };
    }

    private void SendControl(FrameKind kind, uint call) => SendControl(kind, FrameFlags.None, call);

    private void SendControl(FrameKind kind, FrameFlags flags, uint call)
    {
        Link.BeginFrame(kind, flags, 0, call, 0);
        Link.CommitFrame();
    }

    private void SendClose(CellErrorCode code, string reason)
    {
        var failure = new Failure((int)code, reason, null);
        SendFailure(FrameKind.Close, FrameFlags.None, 0, call: 0, failure);
        Link.Flush();
    }

    private void OnGoAway(FrameFlags flags)
    {
        if ((flags & FrameFlags.Replaced) != 0 && Replaced is { } replaced && _calls.HasAny)
            replaced(this);
        else
            Leave();
    }

    /// <summary>Makes no call any more, as the peer has asked for. The calls that wait go back to whoever can make them elsewhere.</summary>
    internal void Leave()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) != 0)
            return;

        // The answer is the last word on calls: whatever was sent before it is served, and nothing is sent after it.
        _calls.Limit = 0;
        _goneAway.TrySetResult();
        Link.BeginFrame(FrameKind.GoAwayAnswer, FrameFlags.None, 0, call: 0, 0);
        Link.StopRequests();
        Link.CommitFrame();
        ReturnWaiting();
    }

    private void ReturnWaiting()
    {
        foreach ((PendingCall call, ImageBuffer request) in _waiting.Close())
        {
            FailOrReturn(call, request, Lost(notStarted: true, call));
            request.Release();
        }
    }

    /// <summary>
    /// A call that provably never began, or whose request was kept, goes back to whoever can send it elsewhere, else it fails. One that calls back belongs to
    /// this session and no other.
    /// </summary>
    private void FailOrReturn(PendingCall call, ImageBuffer? request, CellException error)
    {
        if (error is PeerLostException lost && request is not null && call.Depth == 0 && (lost.NotStarted || call.KeptRequest is not null) && Returned is { } returned)
            returned(call, request, lost);
        else
            call.Fail(error, runElsewhere: true);
    }

    private void OnGoAwayAnswer()
    {
        _goAwayAnswered = true;
        OnServed();
    }
}
