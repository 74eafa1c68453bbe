using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Native;
using Cells.Platform.Polling;
using Cells.Platform.Sockets;
using Cells.Platform.Threads;
using Cells.Transports.Frames;
using Cells.Transports.Links;
using Cells.Transports.SharedMemory;

namespace Cells.Transports.Sockets;

/// <summary>Frames over a Unix stream socket.</summary>
public sealed partial class SocketLink : FrameLink
{
    /// <summary>What is asked of the kernel as room each way; it grants up to <c>net.core.wmem_max</c>.</summary>
    public const int SocketBufferBytes = 1 << 20;

    private static long s_violations;

    private readonly ByteChannel _channel;
    private readonly Source _source;
    private readonly ReceiveBuffer _buffer = new();
    private IFrameReceiver _receiver = null!;

    // Held for the writing of one frame, which user code cannot interrupt, and never while the system is called to send.
    private ShortLock _gate;
    private SendBatch? _readingBatch;
    private volatile bool _closed;
    private bool _ended;

    // Whether the thread that was deposed left frames in the buffer that no further byte from the socket will announce.
    private bool _leftOver;
    private bool _released;
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
            using (_gate.Hold())
                return _channel.Figures;
        }
    }

    /// <inheritdoc/>
    public override long? OldestLoan
    {
        get
        {
            using (_gate.Hold())
                return _channel.Lender?.OldestLoan();
        }
    }

    /// <inheritdoc/>
    public override long QueuedBytes
    {
        get
        {
            using (_gate.Hold())
                return _queue.Bytes + _queue.Built;
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
    public override ReadOutcome Read() => _ended ? ReadOutcome.Ended : MayRead() ? ReadNow() : ReadOutcome.Nothing;

    private ReadOutcome ReadNow()
    {
        SendBatch batch = SendBatch.Begin(this);
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
    public override bool Lends => _channel.Lender is not null;

    /// <inheritdoc/>
    public override ImageBuffer Rent(int bytes) => Lends && bytes >= LeaseFrames.MinImageBytes ? PooledImageBuffer.RentShared(bytes) : PooledImageBuffer.Rent(bytes);

    /// <inheritdoc/>
    public override ImageBuffer Borrow(ReadOnlySpan<byte> payload, int maxBytes) => LeaseFrames.Read(_channel, payload, maxBytes);

    /// <inheritdoc/>
    public override void Close()
    {
        Flush();
        using (_gate.Hold())
        {
            ForgetQueue(byPeer: false);
        }

        FaultPoints.Reach(FaultPoint.LinkClosing);

        // The reader sees the end of the connection and closes the descriptor.
        _channel.ShutdownBoth();
        if (_receiver is null)
            Release();
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
        using (_gate.Hold())
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
        using (_gate.Hold())
        {
            _released = true;
            if (!_sending)
                _channel.Dispose();
        }
    }

    /// <summary>A look, without the turn to read, whether reading may find anything.</summary>
    private bool MayRead() => _leftOver || _blocked || _ended || _channel.MayReceive();

    /// <summary>Called by whoever gives the source back to epoll, while another thread may be at its end.</summary>
    private bool TryPrepareToSleep()
    {
        using (_gate.Hold())
            return _released || _channel.TryPrepareToSleep(_blocked);
    }

    private void TakeOver()
    {
        _buffer.Abandon();
        _leftOver = true;
        _readingBatch?.Abandon();
        _receiver.OnTakenOver();
    }

    /// <summary>The link as the reactor sees it.</summary>
    private sealed class Source(SocketLink link) : PolledSource
    {
        protected override DescriptorHandle Descriptor => link._channel.Descriptor;

        protected override bool WantsToWrite => link._blocked && link._channel.TellsOfRoom;

        protected override bool MayRead() => link.MayRead();

        protected override ReadOutcome Read() => link._ended ? ReadOutcome.Ended : link.ReadNow();

        protected override bool TryPrepareToSleep() => link.TryPrepareToSleep();

        protected override void TakeOver() => link.TakeOver();

        protected override void Write() => link.Flush();
    }
}
