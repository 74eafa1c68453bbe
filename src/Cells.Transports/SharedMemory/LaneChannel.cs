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
internal sealed class LaneChannel : ByteChannel
{
    /// <summary>How often the peer may wake this side for nothing, in a row.</summary>
    private const int MaxEmptyWakeUps = 10_000;

    /// <summary>How many sessions of a process go over shared memory at a time: each takes memory for two rings, used or not.</summary>
    private const int MaxLanes = 256;

    /// <summary>How much a batch gathers before it shows it to a peer that is awake and works on it meanwhile: no call of the system is made for it.</summary>
    private const int LaneFrames = 8;
    private const int LaneBytes = 16 << 10;

    private static int s_lanes;

    private readonly UnixSocket _socket;
    private readonly byte[] _record = new byte[LaneRecord.Bytes];
    private readonly byte[] _received = new byte[64];
    private readonly byte[] _notice = new byte[RegionNotice.Bytes];
    private readonly Queue<DescriptorHandle> _descriptors = new();

    // Held while the state changes, and by who sends before it is settled.
    private readonly Lock _opening = new();
    private readonly bool _connects;
    private readonly bool _allowed;
    private readonly bool _isolated;
    private readonly int? _peerProcess;
    private RingPair? _lane;
    private Lender? _lender;
    private Borrower? _borrower;
    private int _noticeBytes;
    private int _recordBytes;
    private DescriptorHandle? _region;
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
        _peerProcess = socket.PeerCredentials.ProcessId;
    }

    /// <inheritdoc/>
    internal override string Transport => _state is LaneState.Attached or LaneState.Proposed ? "shm" : "unix";

    /// <inheritdoc/>
    internal override string? WhyNoSharedMemory => _whyOnSocket;

    /// <inheritdoc/>
    internal override DescriptorHandle Descriptor => _socket.Handle;

    /// <inheritdoc/>
    internal override int FramesBeforeEarlySend => ShowsEarly ? LaneFrames : SocketBatch.Frames;

    /// <inheritdoc/>
    internal override int BytesBeforeEarlySend => ShowsEarly ? LaneBytes : SocketBatch.Bytes;

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
        if (!_lane!.SleepForBytes() || (blocked && _lane.HasRoom))
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

    /// <summary>Whether what is shown costs no wake-up.</summary>
    private bool ShowsEarly => _state == LaneState.Attached && !_lane!.PeerSleeps;

    private SocketResult SendToLane(SendPieces pieces)
    {
        try
        {
            int bytes = _lane!.Write(pieces, out bool ring);
            if (ring)
                Ring();

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
                Ring();
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

    /// <summary>Receives what the peer has to say about shared memory, which decides how all the rest travels.</summary>
    private SocketResult ReceiveRecord(Span<byte> room)
    {
        while (_recordBytes < LaneRecord.Bytes)
        {
            _receives++;
            SocketResult result = ReceiveWithDescriptors(_record.AsSpan(_recordBytes), out DescriptorHandle[] descriptors);
            if (result.Bytes == 0)
                return result;
            _recordBytes += result.Bytes;
            if (!LaneRecord.IsBeginning(_record.AsSpan(0, _recordBytes)))
                return TakeAsFrames(room, descriptors);
            if (descriptors.Length > (_region is null ? 1 : 0))
                throw Refuse(descriptors, "one is announced with a lane");
            if (descriptors.Length > 0)
                _region = descriptors[0];
        }

        _recordBytes = 0;
        OnRecord(LaneRecord.Read(_record));
        return Receive(room);
    }

    private void OnRecord(LaneRecord record)
    {
        LaneRecordKind expected = _state == LaneState.Awaited ? LaneRecordKind.Offer : _connects ? LaneRecordKind.Answer : LaneRecordKind.Attached;
        if (record.Kind == LaneRecordKind.Refusal && _state == LaneState.Proposed)
            StayOnSocket(Describe((LaneRefusal)record.Detail, "The peer"));
        else if (record.Kind != expected)
            throw new FrameException($"The peer says {record.Kind} about shared memory where {expected} is expected.");
        else if (expected == LaneRecordKind.Attached)
            _state = LaneState.Attached;
        else if (!_allowed)
            Refuse(LaneRefusal.TurnedOff);
        else if (!record.Fits)
            Refuse(LaneRefusal.OtherLayout);
        else if (_region is null)
            Refuse(LaneRefusal.NoDescriptor);
        else
            Attach(_region);
    }

    /// <summary>Maps what the peer gave, and says so.</summary>
    private void Attach(DescriptorHandle region)
    {
        _region = null;
        SharedRegion peer;
        try
        {
            peer = SharedRegion.Open(region, RingPair.RegionBytes);
        }
        catch (InvalidDataException error)
        {
            throw new FrameException(error.Message);
        }
        catch (PlatformException error)
        {
            Refuse(LaneRefusal.NotToBeHad, error);
            return;
        }

        FaultPoints.Reach(FaultPoint.PeerMapped);
        if (_connects)
            Say(LaneRecord.Write(LaneRecordKind.Attached));
        else if (!Propose(LaneRecordKind.Answer))
        {
            peer.Release();
            return;
        }

        FaultPoints.Reach(FaultPoint.AttachmentSaid);
        lock (_opening)
        {
            _lender = new Lender(_lane!, _socket, _peerProcess, _isolated);
            _borrower = new Borrower(_lane!, _socket);
            if (_lane!.Attach(peer))
                Ring();
            if (_connects)
                _state = LaneState.Attached;
        }

        FaultPoints.Reach(FaultPoint.LaneAttached);
    }

    /// <summary>Gives the peer this side's ring, to which it writes from now on.</summary>
    /// <returns>False: there is none to be had, or its descriptor cannot be passed. The session stays on the socket.</returns>
    private bool Propose(LaneRecordKind kind)
    {
        RingPair? lane = null;
        if (Interlocked.Increment(ref s_lanes) > MaxLanes)
        {
            Interlocked.Decrement(ref s_lanes);
            GoWithout(kind, LaneRefusal.TooMany, error: null);
            return false;
        }

        try
        {
            lane = new RingPair();
            FaultPoints.Reach(FaultPoint.LaneCreated);
            _socket.SendDescriptors(LaneRecord.Write(kind), lane.Descriptor);
            FaultPoints.Reach(FaultPoint.LaneOffered);
        }
        catch (PlatformException error)
        {
            Free(lane);
            GoWithout(kind, LaneRefusal.NotToBeHad, error);
            return false;
        }

        lock (_opening)
        {
            _lane = lane;
            _state = LaneState.Proposed;
        }

        return true;
    }

    private static void Free(RingPair? lane)
    {
        Interlocked.Decrement(ref s_lanes);
        lane?.Release();
    }

    /// <summary>Whoever would offer says nothing of it; whoever would answer refuses.</summary>
    private void GoWithout(LaneRecordKind kind, LaneRefusal reason, PlatformException? error)
    {
        if (kind == LaneRecordKind.Answer)
            Refuse(reason, error);
        else
            StayOnSocket(Describe(reason, "This side", error));
    }

    private void Refuse(LaneRefusal reason, PlatformException? error = null)
    {
        _region?.Dispose();
        _region = null;
        Say(LaneRecord.Write(reason));
        StayOnSocket(Describe(reason, "This side", error));
    }

    /// <summary>Sends a little through the socket. Hardly anything was sent before it, so that there is room; where the peer is gone, reading says so.</summary>
    private void Say(ReadOnlySpan<byte> bytes)
    {
        _sends++;
        SocketResult result = _socket.Send(bytes);
        if (result.IsClosed || result.Bytes == bytes.Length)
            return;
        _violation = new FrameException($"The socket takes {result.Bytes} of {bytes.Length} bytes at once; it must take {RingPair.UnattachedBytes} (net.core.wmem_max).");
        _socket.ShutdownBoth();
    }

    /// <summary>What was written to the ring, which nobody reads, goes through the socket, and then everything.</summary>
    private void StayOnSocket(string why)
    {
        lock (_opening)
        {
            _whyOnSocket = why;
            if (_lane is { } lane)
            {
                Say(lane.Written());
                Free(lane);
                _lane = null;
            }

            _state = LaneState.Socket;
        }
    }

    /// <summary>The peer speaks without a word about shared memory: what it said is the beginning of its frames.</summary>
    private SocketResult TakeAsFrames(Span<byte> room, DescriptorHandle[] descriptors)
    {
        if (descriptors.Length > 0)
            throw Refuse(descriptors, "none goes with a session over the socket");
        int bytes = _recordBytes;
        _record.AsSpan(0, bytes).CopyTo(room);
        StayOnSocket("The peer offered no shared memory.");
        return SocketResult.Moved(bytes);
    }

    private static string Describe(LaneRefusal reason, string side, PlatformException? error = null) => reason switch
    {
        LaneRefusal.TurnedOff => $"{side} has shared memory turned off.",
        LaneRefusal.NotToBeHad => $"{side} gets no shared memory from its system{(error is null ? "" : $": {error.Message}")}.",
        LaneRefusal.NoDescriptor => $"{side} got no descriptor with the offer of shared memory; something between the two passes bytes only.",
        LaneRefusal.TooMany => $"{side} has {MaxLanes} sessions over shared memory already.",
        LaneRefusal.OtherLayout => $"{side} lays shared memory out differently; the two were built with different versions of Cells.",
        _ => $"{side} refused shared memory for the unknown reason {(int)reason}.",
    };

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

    private static FrameException Refuse(DescriptorHandle[] descriptors, string reason)
    {
        foreach (DescriptorHandle descriptor in descriptors)
            descriptor.Dispose();
        return new FrameException($"The peer sent {descriptors.Length} descriptors; {reason}.");
    }

    private SocketResult SendToSocket(SendPieces pieces)
    {
        _sends++;
        return _socket.Send(pieces);
    }

    private void Ring()
    {
        _sends++;
        _wakeUps++;
        FaultPoints.Reach(FaultPoint.PeerToBeWoken);
        _socket.Ring();
        FaultPoints.Reach(FaultPoint.PeerWoken);
    }
}
