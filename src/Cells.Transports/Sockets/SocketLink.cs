using System.Diagnostics;
using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Native;
using Cells.Platform.Polling;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.Links;
using Cells.Transports.SharedMemory;

namespace Cells.Transports.Sockets;

/// <summary>Frames over a Unix stream socket.</summary>
public sealed class SocketLink : FrameLink
{
    /// <summary>What is asked of the kernel as room each way; it grants up to <c>net.core.wmem_max</c>.</summary>
    public const int SocketBufferBytes = 1 << 20;

    /// <summary>The most that one call sends.</summary>
    public const int MaxBytesPerSend = 256 << 10;

    /// <summary>How long what a producer has committed waits for more, in microseconds, at most.</summary>
    private const int SoonMicroseconds = 50;

    private static readonly long SoonTicks = Stopwatch.Frequency / 1_000_000 * SoonMicroseconds;

    private static long s_violations;

    private readonly ByteChannel _channel;
    private readonly Source _source;
    private readonly Flusher _flusher;
    private readonly Lock _gate = new();
    private readonly SendQueue _queue = new();
    private readonly SendPieces _pieces = new();
    private readonly ReceiveBuffer _buffer = new();
    private IFrameReceiver _receiver = null!;
    private SendBatch? _readingBatch;
    private long _stalledSince;
    private bool _sending;
    private volatile bool _blocked;
    private volatile bool _closed;
    private bool _ended;

    // Whether the thread that was deposed left frames in the buffer that no further byte from the socket will announce.
    private bool _leftOver;
    private bool _released;
    private bool _requestsStopped;
    private bool _flushesSoon;
    private bool _isUrgent;
    private TaskCompletionSource? _whenSent;
    private IReadOnlyList<UntakenRequest> _untaken = [];

    /// <summary>Owns a connected socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="whyNoSharedMemory">Why it does not go on over shared memory, for people.</param>
    public SocketLink(UnixSocket socket, string? whyNoSharedMemory = null)
        : this(new SocketChannel(socket, whyNoSharedMemory), socket)
    {
    }

    private SocketLink(ByteChannel channel, UnixSocket socket)
    {
        _channel = channel;
        socket.SetBufferSizes(SocketBufferBytes);
        _source = new Source(this);
        _flusher = new Flusher(this);
    }

    /// <summary>Owns a socket that this side connected, and goes on over shared memory where both sides have it.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="isolated">Whether the peer is trusted with nothing that is not its own: it is shown copies, and what it shows is copied.</param>
    public static SocketLink OfferSharedMemory(UnixSocket socket, bool isolated = false) => new(LaneChannel.Offer(socket, isolated), socket);

    /// <summary>Owns a socket that this side accepted. Its peer speaks first, and is told what becomes of its offer.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="allowed">Whether an offer is taken.</param>
    /// <param name="isolated">Whether the peer is trusted with nothing that is not its own: it is shown copies, and what it shows is copied.</param>
    public static SocketLink AcceptSharedMemory(UnixSocket socket, bool allowed, bool isolated = false) => new(LaneChannel.Accept(socket, allowed, isolated), socket);

    /// <inheritdoc/>
    public override string Transport => _channel.Transport;

    /// <inheritdoc/>
    public override string? WhyNoSharedMemory => _channel.WhyNoSharedMemory;

    /// <inheritdoc/>
    public override (long Receive, long Send) SystemCalls => _channel.SystemCalls;

    /// <summary>How many sessions of this process were ended because of what their peers sent.</summary>
    public static long Violations => Interlocked.Read(ref s_violations);

    /// <inheritdoc/>
    public override LaneFigures? LaneFigures
    {
        get
        {
            lock (_gate)
                return _channel.Figures;
        }
    }

    /// <inheritdoc/>
    public override long? OldestLoan
    {
        get
        {
            lock (_gate)
                return _channel.Lender?.OldestLoan();
        }
    }

    /// <inheritdoc/>
    public override long QueuedBytes
    {
        get
        {
            lock (_gate)
                return _queue.Bytes;
        }
    }

    /// <inheritdoc/>
    public override long? StalledSince => _blocked ? Volatile.Read(ref _stalledSince) : null;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Unread => _buffer.Unread;

    /// <inheritdoc/>
    public override IReadOnlyList<UntakenRequest> TakeUntaken() => Interlocked.Exchange(ref _untaken, []);

    /// <inheritdoc/>
    public override void Consume(int bytes) => _buffer.Consume(bytes);

    /// <inheritdoc/>
    public override void Start(IFrameReceiver receiver)
    {
        _receiver = receiver;
        Reactor.Shared.Register(_source);
    }

    /// <inheritdoc/>
    public override bool TryBeginReading() => !_ended && _source.Turn.TryBegin();

    /// <inheritdoc/>
    public override ReadOutcome Read()
    {
        if (_ended)
            return ReadOutcome.Ended;

        SendBatch batch = SendBatch.Begin();
        _readingBatch = batch;
        try
        {
            if (_leftOver)
            {
                _leftOver = false;
                return Handle();
            }

            _buffer.Compact();
            SocketResult result;
            try
            {
                result = _channel.Receive(_buffer.Room);
            }
            catch (FrameException error)
            {
                return End(error);
            }

            if (_blocked && _channel.HasRoom)
                Flush();
            if (result.WouldBlock)
                return ReadOutcome.Nothing;
            if (result.IsClosed)
                return End(_buffer.Unread.IsEmpty ? null : new FrameException($"The connection ended inside a frame, after {_buffer.Unread.Length} of its bytes."));

            _buffer.Received(result.Bytes);
            return Handle();
        }
        finally
        {
            batch.End();
        }
    }

    /// <inheritdoc/>
    public override bool WaitReadable(int timeoutMilliseconds)
    {
        Reactor.Shared.Disarm(_source);
        bool ready = _channel.WaitReadable(_blocked, timeoutMilliseconds);
        if (_blocked)
            Flush();
        return ready;
    }

    /// <inheritdoc/>
    public override void EndReading(bool urgent)
    {
        _source.Turn.End();
        if (!_ended)
            Reactor.Shared.HandBack(_source, urgent);
    }

    /// <inheritdoc/>
    public override ulong EnterUserCode() => _source.Turn.EnterUserCode();

    /// <inheritdoc/>
    public override bool TryLeaveUserCode(ulong mark) => _source.Turn.TryLeaveUserCode(mark);

    /// <inheritdoc/>
    public override Span<byte> BeginFrame(int bytes)
    {
        _gate.Enter();
        return _queue.Reserve(bytes);
    }

    /// <inheritdoc/>
    public override void CommitFrame()
    {
        _queue.CommitReserved();
        LeaveGateAndSend();
    }

    /// <inheritdoc/>
    public override void CommitFrameSoon()
    {
        _queue.CommitReserved();
        if (IsTimeToSend)
        {
            SendAndLeaveGate();
            return;
        }

        // Whoever sends now sends this as well.
        bool needsSender = !_sending && !_closed && !_flushesSoon;
        _flushesSoon |= needsSender;
        _gate.Exit();
        if (needsSender)
            ThreadPool.UnsafeQueueUserWorkItem(_flusher, preferLocal: false);
    }

    /// <inheritdoc/>
    public override void AbortFrame() => _gate.Exit();

    /// <inheritdoc/>
    public override bool SendImage(in FrameHeader header, ImageBuffer image, ReadOnlyMemory<byte> metadata = default)
    {
        _gate.Enter();
        if (_requestsStopped && header.Kind == FrameKind.Request)
        {
            _gate.Exit();
            return false;
        }

        if (!TryLend(header, image, metadata.Span))
        {
            if (image.Attachments is { } attachments)
            {
                _gate.Exit();
                return SendComplete(header, attachments.Complete(image), metadata);
            }

            _queue.AddImage(header, image, metadata);
        }

        LeaveGateAndSend();
        return true;
    }

    /// <inheritdoc/>
    public override bool Lends => _channel.Lender is not null;

    /// <inheritdoc/>
    public override ImageBuffer Rent(int bytes) => Lends && bytes >= LeaseFrames.MinImageBytes ? PooledImageBuffer.RentShared(bytes) : PooledImageBuffer.Rent(bytes);

    /// <inheritdoc/>
    public override ImageBuffer Borrow(ReadOnlySpan<byte> payload, int maxBytes) => LeaseFrames.Read(_channel, payload, maxBytes);

    /// <inheritdoc/>
    public override bool RequestsStopped => _requestsStopped;

    /// <inheritdoc/>
    public override void StopRequests() => _requestsStopped = true;

    /// <inheritdoc/>
    public override void Flush()
    {
        _gate.Enter();
        SendAndLeaveGate();
    }

    /// <inheritdoc/>
    public override Task WhenSentAsync()
    {
        lock (_gate)
        {
            if (_closed || (_queue.IsEmpty && !_sending))
                return Task.CompletedTask;
            _whenSent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _whenSent.Task;
        }
    }

    /// <inheritdoc/>
    public override void Close()
    {
        Flush();
        lock (_gate)
        {
            ForgetQueue(byPeer: false);
        }

        FaultPoints.Reach(FaultPoint.LinkClosing);

        // The reader sees the end of the connection and closes the descriptor.
        _channel.ShutdownBoth();
        if (_receiver is null)
            Release();
    }

    private bool SendComplete(in FrameHeader header, ImageBuffer complete, ReadOnlyMemory<byte> metadata)
    {
        try
        {
            return SendImage(header, complete, metadata);
        }
        finally
        {
            complete.TryGiveUp(complete.Generation);
        }
    }

    /// <summary>Adds a frame that lends the image, or what it refers to, where the peer can be shown that.</summary>
    private bool TryLend(in FrameHeader header, ImageBuffer image, ReadOnlySpan<byte> metadata)
    {
        if (_channel.Lender is not { } lender || !LeaseFrames.IsWorthwhile(image))
            return false;
        Span<LeaseReference> references = stackalloc LeaseReference[LeaseTable.MaxLeases];
        if (!LeaseFrames.TryLend(lender, image, references, out int count, out bool imageIsLent))
            return false;
        FrameHeader lending = header with { Flags = header.Flags | FrameFlags.Leases, PayloadBytes = LeaseTable.SizeOf(count) + (imageIsLent ? 0 : image.Length) };
        Span<byte> room = _queue.Reserve(lending.FrameBytes);
        lending.Write(room, metadata);
        LeaseFrames.Write(room[lending.PayloadStart..], image, references[..count], imageIsLent);
        _queue.CommitReserved();
        return true;
    }

    private ReadOutcome Handle()
    {
        try
        {
            return _receiver.OnFrames();
        }
        catch (FrameException error)
        {
            return End(error);
        }
    }

    private ReadOutcome End(Exception? error)
    {
        _ended = true;
        if (error is FrameException)
            Interlocked.Increment(ref s_violations);
        Reactor.Shared.Unregister(_source);
        lock (_gate)
        {
            ForgetQueue(byPeer: error is null);
            TellSent();
        }

        _receiver.OnEnded(error);
        _channel.ShutdownBoth();
        Release();
        return ReadOutcome.Ended;
    }

    /// <summary>Gives the channel back, now or when the thread that sends has returned from it.</summary>
    private void Release()
    {
        lock (_gate)
        {
            _released = true;
            if (!_sending)
                _channel.Dispose();
        }
    }

    private bool IsTimeToSend => _queue.FramesSinceSend >= _channel.FramesBeforeEarlySend || _queue.ReadyBytes >= _channel.BytesBeforeEarlySend;

    /// <summary>Sends what producers have committed, until nothing is left of it.</summary>
    private void FlushSoon()
    {
        bool isLeft;
        do
        {
            WaitForMore();
            _gate.Enter();
            SendAndLeaveGate(leavesRest: true);
            _gate.Enter();
            isLeft = _flushesSoon = !_sending && !_blocked && !_closed && !_queue.IsEmpty;
            _gate.Exit();
        }
        while (isLeft);
    }

    /// <summary>As long as a producer commits one frame after the other, they are better sent together; it sends itself when there are enough.</summary>
    private void WaitForMore()
    {
        long begun = Stopwatch.GetTimestamp();
        int seen;
        do
        {
            seen = _queue.FramesSinceSend;
            Thread.Yield();
        }
        while (_queue.FramesSinceSend != seen && Stopwatch.GetTimestamp() - begun < SoonTicks);
    }

    private void LeaveGateAndSend()
    {
        SendBatch? batch = SendBatch.Current;
        if (batch is not null && !IsTimeToSend && batch.TryDefer(this))
            _gate.Exit();
        else
            SendAndLeaveGate();
    }

    /// <summary>
    /// Sends until nothing waits or there is no room. One thread at a time; what others add meanwhile is sent by it as well.
    /// The gate is held on entry, free while the socket is called, and free on return.
    /// </summary>
    /// <param name="leavesRest">Whether what producers commit meanwhile may be left; the caller looks after it.</param>
    private void SendAndLeaveGate(bool leavesRest = false)
    {
        if (_sending || _closed)
        {
            _isUrgent = true;
            if (_closed && !_sending)
                _queue.Clear();
            _gate.Exit();
            return;
        }

        _sending = true;
        _isUrgent = false;
        while (!_queue.IsEmpty)
        {
            _queue.Collect(_pieces, MaxBytesPerSend);
            _gate.Exit();
            int offered = _pieces.Bytes;
            SocketResult result = _channel.Send(_pieces);
            _gate.Enter();
            _queue.Sent(result.Bytes, _channel);
            if (_closed)
            {
                _queue.Clear();
                break;
            }

            // The reader sees the end as well, and then what is left says which requests never left.
            if (result.IsClosed)
                break;

            if (result.Bytes < offered)
            {
                if (!WaitForRoom(result.Bytes > 0))
                    continue;
                _sending = false;
                if (_released)
                    _channel.Dispose();
                _gate.Exit();
                return;
            }

            if (leavesRest && !_isUrgent)
                break;
        }

        _blocked = false;
        _sending = false;
        if (_released)
            _channel.Dispose();
        if (_queue.IsEmpty)
            TellSent();
        _gate.Exit();
    }

    /// <summary>Nothing is sent any more, and what waited is given back. Where another thread sends at this moment, it does that, and nobody can say what it has sent.</summary>
    private void ForgetQueue(bool byPeer)
    {
        if (!_sending)
        {
            if (!_closed)
                _untaken = _queue.TakeUntaken(_channel, byPeer);
            _queue.Clear();
        }

        _closed = true;
    }

    private void TellSent()
    {
        _whenSent?.TrySetResult();
        _whenSent = null;
    }

    /// <returns>False: there is room again.</returns>
    private bool WaitForRoom(bool progress)
    {
        if (progress || !_blocked)
            Volatile.Write(ref _stalledSince, Environment.TickCount64);
        _blocked = true;
        if (!_channel.TryWaitForRoom())
            return false;
        if (_channel.TellsOfRoom)
            Reactor.Shared.WatchForRoom(_source);
        return true;
    }

    /// <summary>Called by whoever gives the source back to epoll, while another thread may be at its end.</summary>
    private bool TryPrepareToSleep()
    {
        lock (_gate)
            return _released || _channel.TryPrepareToSleep(_blocked);
    }

    private void TakeOver()
    {
        _buffer.Abandon();
        _leftOver = true;
        _readingBatch?.Abandon();
        _receiver.OnTakenOver();
    }

    /// <summary>Sends on the thread pool.</summary>
    private sealed class Flusher(SocketLink link) : IThreadPoolWorkItem
    {
        public void Execute() => link.FlushSoon();
    }

    /// <summary>The link as the reactor sees it.</summary>
    private sealed class Source(SocketLink link) : PolledSource
    {
        protected override DescriptorHandle Descriptor => link._channel.Descriptor;

        protected override bool WantsToWrite => link._blocked && link._channel.TellsOfRoom;

        protected override ReadOutcome Read() => link.Read();

        protected override bool TryPrepareToSleep() => link.TryPrepareToSleep();

        protected override void TakeOver() => link.TakeOver();

        protected override void Write() => link.Flush();
    }
}
