using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Native;
using Cells.Platform.Processes;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.Sockets;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// Bytes through two rings in shared memory; the socket passes their descriptors, wakes who sleeps, and tells of the peer's death. Where a side will not or cannot,
/// all goes through the socket, what was written to a ring before as well.
/// </summary>
internal sealed partial class LaneChannel : ByteChannel
{
    /// <summary>How often the peer may wake this side for nothing, in a row.</summary>
    private const int MaxEmptyWakeUps = 10_000;

    /// <summary>
    /// How much a batch gathers before it shows it to a peer that is awake and works on it meanwhile: no call of the system is made for it, but the lines of the ring come from
    /// the peer's processor, many at a time for little more than one.
    /// </summary>
    private const int LaneFrames = 16;
    private const int LaneBytes = 16 << 10;

    private readonly UnixSocket _socket;
    private readonly byte[] _received = new byte[64];
    private readonly byte[] _notice = new byte[RegionNotice.Bytes];
    private readonly Queue<DescriptorHandle> _descriptors = new();

    private readonly bool _isolated;
    private readonly int? _peerProcess;
    private RingPair? _lane;
    private Lender? _lender;
    private Borrower? _borrower;
    private int _noticeBytes;
    private volatile int _emptyWakeUps;
    private long _receives;
    private long _sends;
    private long _spins;
    private long _sleeps;
    private long _wakeUps;
    private FrameException? _violation;
    private volatile LaneState _state;
    private volatile bool _mayHaveRung = true;
    private volatile string? _whyOnSocket;
    private bool _atEnd;

    private LaneChannel(UnixSocket socket, bool connects, bool allowed, bool isolated)
    {
        _isolated = isolated;
        _socket = socket;
        _connects = connects;
        _allowed = allowed;
        _peerProcess = socket.PeerCredentials.ProcessId is > 0 and var process ? process : null;
    }

    /// <inheritdoc/>
    internal override string Transport => _state is LaneState.Attached or LaneState.Proposed ? "shm" : "unix";

    /// <inheritdoc/>
    internal override string? WhyNoSharedMemory => _whyOnSocket;

    /// <inheritdoc/>
    internal override DescriptorHandle Descriptor => _socket.Handle;

    /// <inheritdoc/>
    internal override bool TellsOfRoom => _state == LaneState.Socket;

    /// <inheritdoc/>
    internal override (long Receive, long Send) SystemCalls => (Volatile.Read(ref _receives), Volatile.Read(ref _sends));

    /// <inheritdoc/>
    internal override LaneFigures? Figures => _state == LaneState.Attached
        ? new LaneFigures(
            _lender!.Outstanding, _lender.LentBytes, _borrower!.InUse, _lender.Refused, Volatile.Read(ref _spins), Volatile.Read(ref _sleeps), Volatile.Read(ref _wakeUps))
        : null;

    /// <inheritdoc/>
    internal override Lender? Lender => _state == LaneState.Attached ? _lender : null;

    /// <inheritdoc/>
    internal override bool HasRoom => _state switch
    {
        LaneState.Attached => _lane!.HasRoom,
        LaneState.Socket => true,
        _ => false,
    };

    /// <summary>For the side that connected: offers shared memory to the peer, where there is any.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="isolated">Whether the peer is trusted with nothing that is not its own.</param>
    internal static LaneChannel Offer(UnixSocket socket, bool isolated)
    {
        var channel = new LaneChannel(socket, connects: true, allowed: true, isolated);
        channel.Propose(LaneRecordKind.Offer);
        return channel;
    }

    /// <summary>For the side that accepted: waits for what the peer begins with, and sends nothing before.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="allowed">Whether an offer is taken. A refusal is said either way.</param>
    /// <param name="isolated">Whether the peer is trusted with nothing that is not its own.</param>
    internal static LaneChannel Accept(UnixSocket socket, bool allowed, bool isolated) => new(socket, connects: false, allowed, isolated);

    /// <inheritdoc/>
    internal override long SeenTaken(long sent) => _state == LaneState.Socket ? sent : _lane?.SeenReleased ?? 0;

    /// <inheritdoc/>
    internal override long TakenAtEnd(long sent)
    {
        // A process that still runs may read on, for all that it has closed its end.
        if (_state == LaneState.Socket || _lane is not { } lane || _peerProcess is not { } process || !ProcessEnd.HasBegun(process))
            return sent;
        try
        {
            return lane.LookAtReleased();
        }
        catch (InvalidDataException)
        {
            return sent;
        }
    }

    /// <inheritdoc/>
    internal override bool TryReadSent(long start, Span<byte> destination) => _state != LaneState.Socket && _lane is { } lane && lane.TryReadWritten(start, destination);

    /// <inheritdoc/>
    internal override SocketResult Receive(Span<byte> room) => _state switch
    {
        LaneState.Attached => ReceiveFromLane(room),
        LaneState.Socket => ReceiveFromSocket(room),
        _ => ReceiveRecord(room),
    };

    /// <inheritdoc/>
    internal override bool MayReceive()
    {
        if (_state != LaneState.Attached || _mayHaveRung || _atEnd || _lane!.HasBytes)
            return true;
        _spins++;
        return false;
    }

    /// <inheritdoc/>
    internal override bool SendsEarly(int frames, long bytes)
    {
        if (frames < LaneFrames && bytes < LaneBytes)
            return false;

        // To show something to a peer that is awake costs no call of the system.
        return SocketBatch.IsFull(frames, bytes) || (_state == LaneState.Attached && !_lane!.PeerSleeps);
    }

    /// <inheritdoc/>
    internal override bool TryReserve(int bytes, out Span<byte> room)
    {
        if (_state == LaneState.Attached)
            return _lane!.TryReserve(bytes, out room);
        room = default;
        return false;
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<byte> Build(int bytes) => _lane!.Build(bytes);

    /// <inheritdoc/>
    internal override bool Publish()
    {
        // A ring for room finds nothing to read, and was not for nothing.
        if (_emptyWakeUps > 0)
            _emptyWakeUps = 0;
        return _lane!.Publish();
    }

    /// <inheritdoc/>
    internal override void Wake()
    {
        _sends++;
        _wakeUps++;
        FaultPoints.Reach(FaultPoint.PeerToBeWoken);
        _socket.Ring();
        FaultPoints.Reach(FaultPoint.PeerWoken);
    }

    /// <inheritdoc/>
    internal override SocketResult Send(SendPieces pieces)
    {
        switch (_state)
        {
            case LaneState.Attached:
                return SendToLane(pieces);
            case LaneState.Socket:
                return SendToSocket(pieces);
        }

        lock (_opening)
        {
            return _state switch
            {
                LaneState.Awaited => SocketResult.Blocked,
                LaneState.Socket => SendToSocket(pieces),
                _ => SendToLane(pieces),
            };
        }
    }

    /// <inheritdoc/>
    internal override bool TryPrepareToSleep(bool blocked)
    {
        if (_state != LaneState.Attached)
            return !blocked || _state != LaneState.Socket;
        _mayHaveRung = true;
        _sleeps++;
        // For room it says so anew each time: the peer wakes it once for each sleep, and may have done so when there was none yet.
        if (!_lane!.SleepForBytes() || (blocked && !_lane.SleepForRoom()))
            return false;

        // From now on the peer wakes this side when it returns something large; what it returned before is taken back here.
        if (_lender!.Settle())
            _emptyWakeUps = 0;
        return true;
    }

    /// <inheritdoc/>
    internal override bool TryWaitForRoom()
    {
        if (_state != LaneState.Attached)
            return true;
        _mayHaveRung = true;
        return _lane!.SleepForRoom();
    }

    /// <inheritdoc/>
    internal override bool WaitReadable(bool blocked, int timeoutMilliseconds)
    {
        if (!TryPrepareToSleep(blocked))
            return true;
        _receives++;
        return _socket.WaitReadable(blocked && TellsOfRoom, timeoutMilliseconds);
    }

    /// <inheritdoc/>
    internal override ImageBuffer Borrow(in LeaseReference reference)
    {
        // What is shown was shown before it is lent.
        while (_borrower is { } borrower && !borrower.Knows(reference.Region) && ReceiveNotices(out _).Bytes > 0)
        {
        }

        BorrowedBuffer borrowed = (_borrower ?? throw new FrameException("The peer lends something over a session that has no shared memory.")).Borrow(reference);
        return _isolated ? CopyOf(borrowed) : borrowed;
    }

    /// <summary>What an isolated peer has written may change while it is read; a copy does not.</summary>
    private static PooledImageBuffer CopyOf(BorrowedBuffer borrowed)
    {
        PooledImageBuffer copy = PooledImageBuffer.RentShared(borrowed.Length);
        borrowed.Bytes.CopyTo(copy.Memory);
        copy.Length = borrowed.Length;
        borrowed.TryGiveUp(borrowed.Generation);
        return copy;
    }

    /// <inheritdoc/>
    internal override void ShutdownBoth() => _socket.ShutdownBoth();

    /// <inheritdoc/>
    internal override void Dispose()
    {
        FaultPoints.Reach(FaultPoint.LaneClosing);
        _lender?.Close();
        FaultPoints.Reach(FaultPoint.LenderClosed);
        _borrower?.Close();
        FaultPoints.Reach(FaultPoint.BorrowerClosed);
        _socket.Dispose();
        _region?.Dispose();
        while (_descriptors.TryDequeue(out DescriptorHandle? descriptor))
            descriptor.Dispose();
        if (_lane is { } lane)
            Free(lane);
    }

    private SocketResult SendToLane(SendPieces pieces)
    {
        try
        {
            int bytes = _lane!.Write(pieces, out bool ring);
            if (ring)
                Wake();

            // A ring for room finds nothing to read, and was not for nothing.
            if (bytes > 0)
                _emptyWakeUps = 0;
            return bytes > 0 ? SocketResult.Moved(bytes) : SocketResult.Blocked;
        }
        catch (InvalidDataException error)
        {
            _violation = new FrameException(error.Message);
            _socket.ShutdownBoth();
            return SocketResult.Closed;
        }
    }

    private SocketResult ReceiveFromLane(Span<byte> room)
    {
        int bytes = ReadLane(room);
        if (bytes > 0)
        {
            _emptyWakeUps = 0;
            return SocketResult.Moved(bytes);
        }

        if (_atEnd)
            return SocketResult.Closed;
        _spins++;
        if (!_mayHaveRung)
            return SocketResult.Blocked;

        _mayHaveRung = false;
        _lane!.Awake();
        SocketResult received = ReceiveNotices(out int rings);

        // What was written before the end, or before the ring, is there now.
        _atEnd = received.IsClosed;
        if (received.Bytes == _received.Length)
            _mayHaveRung = true;
        bytes = ReadLane(room);
        if (bytes > 0)
            return SocketResult.Moved(bytes);
        if (_atEnd)
            return _violation is null ? SocketResult.Closed : throw _violation;
        _emptyWakeUps += rings;
        if (_emptyWakeUps > MaxEmptyWakeUps)
            throw new FrameException($"The peer woke this side {_emptyWakeUps} times for nothing; the limit is {MaxEmptyWakeUps} (LaneChannel.MaxEmptyWakeUps).");
        return SocketResult.Blocked;
    }

    /// <summary>Receives wake-ups, and what the peer says of its regions.</summary>
    /// <param name="rings">How often it woke this side, or said something.</param>
    private SocketResult ReceiveNotices(out int rings)
    {
        rings = 0;
        _receives++;
        SocketResult received = ReceiveWithDescriptors(_received, out DescriptorHandle[] descriptors);
        foreach (DescriptorHandle descriptor in descriptors)
            _descriptors.Enqueue(descriptor);
        foreach (byte value in _received.AsSpan(0, received.Bytes))
        {
            if (_noticeBytes > 0 || value != 0)
                _notice[_noticeBytes++] = value;
            if (_noticeBytes is > 0 and < RegionNotice.Bytes)
                continue;
            rings++;
            if (_noticeBytes == 0)
                continue;
            _noticeBytes = 0;
            var notice = RegionNotice.Read(_notice);
            _borrower!.OnNotice(notice, notice.IsNew && _descriptors.TryDequeue(out DescriptorHandle? shown) ? shown : null);
        }

        if (_noticeBytes == 0 && _descriptors.Count > 0)
            throw new FrameException($"The peer sent {_descriptors.Count} descriptors; not one of them announced.");
        return received;
    }

    private int ReadLane(Span<byte> room)
    {
        try
        {
            int bytes = _lane!.Read(room, out bool ring);
            if (ring)
                Wake();
            return bytes;
        }
        catch (InvalidDataException error)
        {
            throw new FrameException(error.Message);
        }
    }

    private SocketResult ReceiveFromSocket(Span<byte> room)
    {
        _receives++;
        SocketResult result = _socket.Receive(room);
        return result.IsClosed && _violation is { } violation ? throw violation : result;
    }

    /// <exception cref="FrameException">There were too many descriptors; none is left open.</exception>
    private SocketResult ReceiveWithDescriptors(Span<byte> room, out DescriptorHandle[] descriptors)
    {
        try
        {
            return _socket.Receive(room, out descriptors);
        }
        catch (PlatformException)
        {
            throw new FrameException($"The peer sent more descriptors at once than this side takes; the limit is {DescriptorPassing.MaxDescriptors} (DescriptorPassing.MaxDescriptors).");
        }
    }

    private SocketResult SendToSocket(SendPieces pieces)
    {
        _sends++;
        return _socket.Send(pieces);
    }
}
