using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Cells.Binding;
using Cells.Binding.Pooling;
using Cells.Binding.Streams;
using Cells.Images;
using Cells.Rpc.Streams;
using Cells.Transports.Frames;

namespace Cells.Rpc.Serving;

/// <summary>A call that this side serves. Pooled; it ends when its dispatcher is done.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and is reused with its call.")]
internal sealed class ServedCall : IncomingCall, IThreadPoolWorkItem
{
    private CellSession _session = null!;
    private ServiceTable.Method _method = null!;
    private ReadOnlyMemory<byte> _frame;
    private ImageBuffer? _request;
    private CallMetadata _metadata = CallMetadata.Empty;
    private CancellationTokenSource? _cancellation;
    private Action? _handlerDone;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _handler;
    private long _deadline;
    private int _tokenTaken;
    private bool _cancelled;
    private bool _listed;
    private bool _wasStuck;
    private bool _replied;
    private bool _wantsComplete;
    private CallSpan? _span;

    /// <summary>The caller's id of the call.</summary>
    internal uint Id { get; private set; }

    /// <summary>The method, for people.</summary>
    internal string MethodName => _method.Descriptor.ToString();

    /// <summary>How many calls it is nested in.</summary>
    internal int Depth { get; private set; }

    /// <summary>When the caller stops waiting, in <see cref="Environment.TickCount64"/>.</summary>
    internal long DeadlineTick => _deadline;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Request => _request is { } request ? request.Bytes : _frame.Span;

    /// <inheritdoc/>
    public override CancellationToken Cancellation
    {
        get
        {
            _tokenTaken = 1;
            if (_cancellation is null)
            {
                _cancellation = new CancellationTokenSource();

                // Whoever cancels marks first and then looks for the source; this makes the source and then looks at the mark.
                Interlocked.MemoryBarrier();
            }

            if (Volatile.Read(ref _cancelled))
                _cancellation.Cancel();
            return _cancellation.Token;
        }
    }

    /// <inheritdoc/>
    public override CancellationToken Draining => _session.Draining;

    /// <inheritdoc/>
    public override TimeSpan? Remaining =>
        _deadline == long.MaxValue ? null : TimeSpan.FromMilliseconds(Math.Max(0, _deadline - Environment.TickCount64));

    /// <inheritdoc/>
    public override PeerInfo Peer => _session.Peer;

    /// <inheritdoc/>
    public override CallMetadata Metadata => _metadata;

    /// <inheritdoc/>
    public override CellInvoker CreateInvoker() => new(_session, CallOptions.Default, Depth + 1);

    /// <summary>Begins a call.</summary>
    /// <param name="spare">One that has ended and was kept; null where there is none at hand.</param>
    /// <param name="session">Where it came from.</param>
    /// <param name="method">What is called.</param>
    /// <param name="header">Its request's.</param>
    /// <param name="metadata">What came with it.</param>
    internal static ServedCall Begin(ServedCall? spare, CellSession session, ServiceTable.Method method, in FrameHeader header, CallMetadata metadata)
    {
        // Most spares come from the same session, and often from the same method: a reference that stays costs nothing.
        ServedCall call = spare ?? ObjectCache<ServedCall>.TryTake() ?? new ServedCall();
        if (!ReferenceEquals(call._session, session))
            call._session = session;
        if (!ReferenceEquals(call._method, method))
            call._method = method;
        call.Id = header.Call;
        call.Depth = header.Depth;
        call._wantsComplete = (header.Flags & FrameFlags.Complete) != 0;
        if (!ReferenceEquals(call._metadata, metadata))
            call._metadata = metadata;
        call._deadline = header.RemainingMilliseconds == FrameHeader.NoDeadline
            ? long.MaxValue
            : Environment.TickCount64 + header.RemainingMilliseconds;
        return call;
    }

    /// <summary>Its streams, where it has any.</summary>
    internal ServedStreams? Streams { get; set; }

    /// <summary>The request lies in the frame just read, and stays there until the dispatcher first returns.</summary>
    internal void ReadFrom(ReadOnlyMemory<byte> payload) => _frame = payload;

    /// <summary>The request has memory of its own, which the call gives back.</summary>
    internal void ReadFrom(ImageBuffer request) => _request = request;

    /// <summary>Runs the handler on this thread, which must not touch the call afterwards unless it is told that the handler is done.</summary>
    /// <returns>The dispatcher's task.</returns>
    internal ValueTask Dispatch()
    {
        if (_request?.Attachments is not { } attachments)
            return DispatchOrFail();
        ImageAttachments.Scope scope = attachments.Enter();
        ValueTask handler = DispatchOrFail();
        scope.Dispose();
        return handler;
    }

    private ValueTask DispatchOrFail()
    {
        try
        {
            return _deadline == long.MaxValue && !CallSpan.IsObserved ? _method.Dispatcher.DispatchAsync(_method.Descriptor.Ordinal, this) : DispatchInContext();
        }
        catch (Exception error)
        {
            SendError(error);
            return default;
        }
    }

    /// <summary>With what the calls of the handler inherit: the deadline, and the trace.</summary>
    private ValueTask DispatchInContext()
    {
        bool isObserved = CallSpan.IsObserved;
        bool hasDeadline = _deadline != long.MaxValue;
        if (isObserved)
            _span = CallSpan.EnterServer(_method.Descriptor, _metadata);
        long before = hasDeadline ? AmbientDeadline.Enter(_deadline) : 0;
        try
        {
            return _method.Dispatcher.DispatchAsync(_method.Descriptor.Ordinal, this);
        }
        finally
        {
            if (hasDeadline)
                AmbientDeadline.Leave(before);
            if (isObserved)
                CallSpan.Leave();
        }
    }

    /// <summary>Whether the handler is done. Guarded by the gate of <see cref="ServedCalls"/>.</summary>
    internal bool Ended { get; set; }

    /// <summary>Whether it counts as active. Guarded by the gate of <see cref="ServedCalls"/>.</summary>
    internal bool Counted { get; set; }

    /// <summary>Whether somebody found the call in order to cancel it. Guarded by the gate of <see cref="ServedCalls"/>.</summary>
    internal bool Found { get; set; }

    /// <summary>From now on the session can cancel the call.</summary>
    /// <returns>How many calls of its depth have no outcome yet.</returns>
    internal int List()
    {
        if (_replied)
            return 0;
        _listed = true;
        return _session.Served.Add(this);
    }

    /// <summary>The thread that runs the handler is stuck in it and another reads now.</summary>
    internal void ListAsStuck()
    {
        _method.Policy.Blocked();
        List();
    }

    /// <summary>
    /// The handler that was stuck has returned: the call may have been listed behind its thread's back, or is about to be. So it gets no other life, in which it
    /// would be listed for good.
    /// </summary>
    internal void WasStuck() => _listed = _wasStuck = true;

    /// <summary>Ends the call once the handler is done.</summary>
    internal void EndAfter(ValueTask handler)
    {
        _handler = handler.ConfigureAwait(false).GetAwaiter();
        _handler.UnsafeOnCompleted(_handlerDone ??= OnHandlerDone);
    }

    /// <summary>The handler is done.</summary>
    /// <param name="keep">Whether the caller of this method would keep the call for its next life.</param>
    /// <returns>Whether the caller has it now.</returns>
    internal bool End(bool keep = false)
    {
        CellSession session = _session;
        if (_listed)
            session.Served.Remove(this);
        GiveRequestBack();
        bool livesOn = !Found && !_wasStuck && (_tokenTaken == 0 || _cancellation!.TryReset());
        if (livesOn)
            Forget();
        if (livesOn && !keep)
            ObjectCache<ServedCall>.Return(this);
        session.OnServed();
        return livesOn && keep;
    }

    /// <summary>The caller gave up, or the session ended.</summary>
    internal void Cancel()
    {
        Volatile.Write(ref _cancelled, true);
        Interlocked.MemoryBarrier();
        _session.Served.Abandon(this);
        if (_cancellation is { } source)
            _session.Fire(source);
        Streams?.End(new OperationCanceledException(_cancellation?.Token ?? new CancellationToken(canceled: true)));
    }

    /// <summary>Runs the handler on the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        long started = Stopwatch.GetTimestamp();
        DispatchPolicy policy = _method.Policy;
        ValueTask handler = Dispatch();
        policy.Measured(Stopwatch.GetTimestamp() - started);
        if (handler.IsCompletedSuccessfully)
        {
            End();
        }
        else
        {
            EndAfter(handler);
        }
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<T> OpenStream<T>(int channel) => new ArgumentStream<T>(
        Streams?.Inbox(channel) ?? throw new InvalidOperationException($"{_method.Descriptor} has no stream {channel} among its arguments."));

    /// <inheritdoc/>
    public override async ValueTask ReplyStreamAsync<T>(IAsyncEnumerable<T> items)
    {
        OutgoingStream result = Streams?.Result ?? throw new InvalidOperationException($"{_method.Descriptor} has no stream as its result.");
        await new StreamSource<T>(items).SendAsync(result).ConfigureAwait(false);
        await CloseTunnelsAsync().ConfigureAwait(false);
        Reply();
    }

    /// <inheritdoc/>
    public override IDuplexPipe OpenTunnel(int channel) => Streams?.Tunnel(channel)?.Begin()
        ?? throw new InvalidOperationException($"{_method.Descriptor} has no tunnel {channel} among its arguments.");

    /// <inheritdoc/>
    public override ValueTask CloseTunnelsAsync() => Streams?.CloseTunnelsAsync() ?? default;

    /// <inheritdoc/>
    protected override bool Lends => !_wantsComplete && _session.Link.Lends;

    /// <inheritdoc/>
    protected override ImageBuffer TakeRequestBuffer()
    {
        if (_request is { } owned)
        {
            // Handed over as it is; the call no longer gives it back, but still lets the dispatcher look at it.
            _request = null;
            _frame = default;
            return owned;
        }

        PooledImageBuffer copy = PooledImageBuffer.Rent(_frame.Length);
        _frame.Span.CopyTo(copy.Memory);
        copy.Length = _frame.Length;
        return copy;
    }

    /// <inheritdoc/>
    protected override Span<byte> BeginReply(int bytes)
    {
        BeforeOutcome();
        return _session.Link.BeginFrame(FrameKind.Response, FrameFlags.None, 0, Id, bytes);
    }

    /// <inheritdoc/>
    protected override void CommitReply()
    {
        _session.Link.CommitFrame();
        _replied = true;
        EndSpan(error: null);
    }

    /// <inheritdoc/>
    protected override void AbortReply() => _session.Link.AbortFrame();

    /// <inheritdoc/>
    protected override void SendReply(ImageBuffer image)
    {
        BeforeOutcome();
        _session.ThrowIfTooLarge(image, "response", _method.Descriptor.ToString());
        _replied = true;
        _session.Link.SendImage(new FrameHeader(0, FrameKind.Response, FrameFlags.None, 0, Id), image);
        EndSpan(error: null);
    }

    private void OnHandlerDone()
    {
        var handler = _handler;
        _handler = default;
        try
        {
            handler.GetResult();
        }
        catch (Exception error)
        {
            SendError(error);
        }

        End();
    }

    /// <summary>With the outcome the caller may begin its next call, so this one stops counting before it leaves.</summary>
    private void BeforeOutcome()
    {
        if (_replied)
            throw new InvalidOperationException($"{_method.Descriptor} has replied already.");
        if (Streams is { } streams)
        {
            _session.ForgetStreams(Id);
            streams.End(new InvalidOperationException($"{_method.Descriptor} has replied; its streams have ended."));
        }

        if (_listed)
            _session.Served.Leave(this);
    }

    private void SendError(Exception error)
    {
        if (_replied)
            return;
        BeforeOutcome();
        _replied = true;
        if (error is OperationCanceledException && _deadline <= Environment.TickCount64)
            error = new CellException(CellErrorCode.DeadlineExceeded, $"The deadline of {_method.Descriptor} passed while its handler ran.", error);
        _session.SendError(Id, error, _method.Descriptor);
        EndSpan(error);
    }

    /// <summary>The outcome was sent. Runs code of whoever listens, so not while a frame is written.</summary>
    private void EndSpan(Exception? error)
    {
        if (_span is not { } span)
            return;
        _span = null;
        span.End(error);
    }

    private void GiveRequestBack()
    {
        if (_request is { } request)
            request.TryGiveUp(request.Generation);
        _request = null;
        _frame = default;
    }

    private void Forget()
    {
        _cancelled = _listed = _replied = false;
        Streams = null;
        Ended = false;
        _tokenTaken = 0;
    }
}
