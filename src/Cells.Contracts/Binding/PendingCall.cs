using Cells.Binding.Streams;

namespace Cells.Binding;

/// <summary>A call that waits for its outcome. Pooled; apart from the channel's table, so that a result nobody awaits holds no place there.</summary>
public abstract class PendingCall
{
    private CancellationTokenRegistration _registration;
    private ManualResetEventSlim? _blockedCaller;
    private CallSpan? _span;

    /// <summary>The method called.</summary>
    public MethodDescriptor Method { get; private set; } = null!;

    /// <summary>What travels beside the request.</summary>
    public CallMetadata Metadata { get; private set; } = CallMetadata.Empty;

    /// <summary>How many calls it is nested in.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether it is sent with more than its request: a deadline, metadata or a depth.</summary>
    public bool HasPrelude { get; private set; }

    /// <summary>Whether its response is to contain everything, and to lend nothing: for a caller that keeps the image without reading it.</summary>
    public bool WantsComplete { get; set; }

    /// <summary>How long the caller waits; null where it said nothing of that.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>The caller's token.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>The channel that the call went to. Set by the channel.</summary>
    public CallChannel? Channel { get; set; }

    /// <summary>The channel's own mark for the call, such as its place in a table.</summary>
    public uint ChannelKey { get; set; }

    /// <summary>When the call's deadline passes, in <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> for never.</summary>
    public long DeadlineTick { get; private set; }

    /// <summary>Whether the deadline is that of the call in whose handler this one is made.</summary>
    public bool IsDeadlineInherited { get; private set; }

    /// <summary>The call's streams; null where it has none.</summary>
    public CallStreams? Streams { get; set; }

    /// <summary>The request, where the call may be made again that may have run; null where not.</summary>
    public ImageBuffer? KeptRequest { get; private set; }

    /// <summary>How many sessions were lost over it while it may have run.</summary>
    public int TimesLost { get; set; }

    /// <summary>Keeps the request until the outcome, so that the call can be made again.</summary>
    public void Keep(ImageBuffer request)
    {
        request.Retain();
        KeptRequest = request;
    }

    /// <summary>Whether the outcome is there.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>Gives the outcome; called once, by whoever took the call from the channel's table.</summary>
    /// <param name="response">The response's image, valid during this call.</param>
    /// <param name="runElsewhere">Whether what awaits must not run on this thread.</param>
    public abstract void Complete(ReadOnlySpan<byte> response, bool runElsewhere);

    /// <summary>Gives a failure as the outcome; called once, by whoever took the call from the channel's table.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="runElsewhere">Whether what awaits must not run on this thread.</param>
    public abstract void Fail(Exception error, bool runElsewhere);

    /// <summary>Wakes a thread once the outcome is there; the caller looks at <see cref="IsCompleted"/> again before it sleeps.</summary>
    public void WakeOnOutcome(ManualResetEventSlim? sleeper)
    {
        Volatile.Write(ref _blockedCaller, sleeper);
        Interlocked.MemoryBarrier();
    }

    /// <summary>The outcome is there: the streams among its arguments end, and a kept request is given back.</summary>
    /// <param name="error">What went wrong; null where nothing did.</param>
    protected void BeforeOutcome(Exception? error)
    {
        Streams?.End(error);
        if (_span is { } span)
        {
            _span = null;
            span.End(error);
        }

        if (KeptRequest is not { } request)
            return;
        KeptRequest = null;
        request.Release();
    }

    /// <summary>The outcome is there: wakes the thread that sleeps until then, if one does.</summary>
    protected void WakeBlockedCaller()
    {
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _blockedCaller)?.Set();
    }

    /// <summary>Begins a new life out of the pool.</summary>
    protected internal void Prepare(MethodDescriptor method, CallOptions options, int depth, CancellationToken cancellation)
    {
        if (!ReferenceEquals(Method, method))
            Method = method;
        Streams = null;
        TimesLost = 0;
        if (!ReferenceEquals(Metadata, options.Metadata))
            Metadata = options.Metadata;
        if (CallSpan.IsObserved)
            Observe();
        Depth = depth;
        Timeout = options.Timeout;
        long ambient = AmbientDeadline.Tick;
        long own = options.Timeout is { } timeout ? Environment.TickCount64 + (long)Math.Ceiling(timeout.TotalMilliseconds) : long.MaxValue;
        DeadlineTick = Math.Min(ambient, own);
        IsDeadlineInherited = ambient < own;
        HasPrelude = DeadlineTick != long.MaxValue || depth > 0 || Metadata.Count > 0;
        if (cancellation.CanBeCanceled)
            Cancellation = cancellation;
        WantsComplete = false;
    }

    /// <summary>Lets the caller's token cancel the call from now on.</summary>
    public void ObserveCancellation()
    {
        if (Cancellation.CanBeCanceled)
            _registration = Cancellation.UnsafeRegister(static state => ((PendingCall)state!).Channel?.Cancel((PendingCall)state), this);
    }

    private void Observe()
    {
        CallMetadata metadata = Metadata;
        _span = CallSpan.BeginClient(Method, ref metadata);
        Metadata = metadata;
    }

    /// <summary>Ends this life; afterwards no token, table or queue knows the call.</summary>
    protected void Forget()
    {
        _registration.Dispose();
        _registration = default;
        Cancellation = default;
        Channel = null;
        _blockedCaller = null;
    }
}
