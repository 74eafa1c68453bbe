using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;
using Cells.Transports.Sockets;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// Bytes through two rings in shared memory; the socket passes their descriptors, wakes who sleeps, and tells of the peer's death. One side offers, and writes to its ring at
/// once; the other takes the offer. Where the other side speaks first and has no lane, all goes through the socket.
/// </summary>
internal sealed class LaneChannel : ByteChannel
{
    /// <summary>How often the peer may wake this side for nothing, in a row.</summary>
    private const int MaxEmptyWakeUps = 10_000;

    private readonly UnixSocket _socket;
    private readonly byte[] _opening = new byte[LaneRecord.Bytes];
    private readonly byte[] _rings = new byte[64];
    private RingPair? _lane;
    private int _opened;
    private DescriptorHandle? _region;
    private volatile int _emptyWakeUps;
    private long _receives;
    private long _sends;
    private FrameException? _violation;
    private volatile LaneState _state;
    private volatile bool _mayHaveRung = true;
    private bool _atEnd;

    private LaneChannel(UnixSocket socket, RingPair? lane, LaneState state)
    {
        _socket = socket;
        _lane = lane;
        _state = state;
    }

    /// <inheritdoc/>
    internal override string Transport => _state is LaneState.Attached or LaneState.Offered ? "shm" : "unix";

    /// <inheritdoc/>
    internal override DescriptorHandle Descriptor => _socket.Handle;

    /// <inheritdoc/>
    internal override bool TellsOfRoom => _state == LaneState.Socket;

    /// <inheritdoc/>
    internal override (long Receive, long Send) SystemCalls => (Volatile.Read(ref _receives), Volatile.Read(ref _sends));

    /// <inheritdoc/>
    internal override bool HasRoom => _state switch
    {
        LaneState.Attached => _lane!.HasRoom,
        LaneState.Socket => true,
        _ => false,
    };

    /// <summary>Offers shared memory to the peer.</summary>
    /// <exception cref="PlatformException">There is none to be had, or its descriptor cannot be passed; the socket is as it was.</exception>
    internal static LaneChannel Offer(UnixSocket socket)
    {
        var lane = new RingPair();
        try
        {
            socket.SendDescriptors(LaneRecord.Write(), lane.Descriptor);
        }
        catch
        {
            lane.Dispose();
            throw;
        }

        return new LaneChannel(socket, lane, LaneState.Offered);
    }

    /// <summary>Waits for what the peer begins with, and sends nothing before.</summary>
    internal static LaneChannel Accept(UnixSocket socket) => new(socket, null, LaneState.Awaited);

    /// <inheritdoc/>
    internal override SocketResult Receive(Span<byte> room) => _state switch
    {
        LaneState.Attached => ReceiveFromLane(room),
        LaneState.Socket => ReceiveFromSocket(room),
        _ => ReceiveOpening(room),
    };

    /// <inheritdoc/>
    internal override SocketResult Send(SendPieces pieces)
    {
        switch (_state)
        {
            case LaneState.Awaited:
                return SocketResult.Blocked;
            case LaneState.Socket:
                return SendToSocket(pieces);
            default:
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
    }

    /// <inheritdoc/>
    internal override bool TryPrepareToSleep(bool blocked)
    {
        if (_state != LaneState.Attached)
            return !blocked || _state != LaneState.Socket;
        _mayHaveRung = true;
        return _lane!.SleepForBytes() && !(blocked && _lane.HasRoom);
    }

    /// <inheritdoc/>
    internal override bool TryWaitForRoom()
    {
        if (_state is LaneState.Socket or LaneState.Awaited)
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
    internal override void ShutdownBoth() => _socket.ShutdownBoth();

    /// <inheritdoc/>
    internal override void Dispose()
    {
        _socket.Dispose();
        _region?.Dispose();
        _lane?.Dispose();
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
        if (!_mayHaveRung)
            return SocketResult.Blocked;

        _mayHaveRung = false;
        _lane!.Awake();
        _receives++;
        SocketResult rung = ReceiveWithDescriptors(_rings, out DescriptorHandle[] descriptors);
        if (descriptors.Length > 0)
            throw Refuse(descriptors, "not one of them announced");

        // What was written before the end, or before the ring, is there now.
        _atEnd = rung.IsClosed;
        if (rung.Bytes == _rings.Length)
            _mayHaveRung = true;
        bytes = ReadLane(room);
        if (bytes > 0)
            return SocketResult.Moved(bytes);
        if (_atEnd)
            return _violation is null ? SocketResult.Closed : throw _violation;
        _emptyWakeUps += rung.Bytes;
        if (_emptyWakeUps > MaxEmptyWakeUps)
            throw new FrameException($"The peer woke this side {_emptyWakeUps} times for nothing; the limit is {MaxEmptyWakeUps} (LaneChannel.MaxEmptyWakeUps).");
        return SocketResult.Blocked;
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
        return _socket.Receive(room);
    }

    /// <summary>Receives what the peer's side begins with, which decides how all the rest travels.</summary>
    private SocketResult ReceiveOpening(Span<byte> room)
    {
        while (_opened < LaneRecord.Bytes)
        {
            _receives++;
            SocketResult result = ReceiveWithDescriptors(_opening.AsSpan(_opened), out DescriptorHandle[] descriptors);
            if (result.Bytes == 0)
                return result;
            _opened += result.Bytes;
            if (!LaneRecord.IsBeginning(_opening.AsSpan(0, _opened)))
                return StayOnSocket(room, descriptors);
            if (descriptors.Length > (_region is null ? 1 : 0))
                throw Refuse(descriptors, "one is announced with a lane");
            if (descriptors.Length > 0)
                _region = descriptors[0];
        }

        LaneRecord.ThrowUnlessFits(_opening);
        return Attach(room);
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

    private static FrameException Refuse(DescriptorHandle[] descriptors, string reason)
    {
        foreach (DescriptorHandle descriptor in descriptors)
            descriptor.Dispose();
        return new FrameException($"The peer sent {descriptors.Length} descriptors; {reason}.");
    }

    /// <summary>The peer speaks without a lane: what it said is the beginning of its frames.</summary>
    private SocketResult StayOnSocket(Span<byte> room, DescriptorHandle[] descriptors)
    {
        if (descriptors.Length > 0)
            throw Refuse(descriptors, "none goes with a session over the socket");
        if (_state == LaneState.Offered)
        {
            throw new FrameException("The peer does not go on over shared memory, which was offered to it. Turn the offer off with SessionOptions.SharedMemory.");
        }

        _opening.AsSpan(0, _opened).CopyTo(room);
        _state = LaneState.Socket;
        return SocketResult.Moved(_opened);
    }

    private SocketResult Attach(Span<byte> room)
    {
        if (_region is null)
            throw new FrameException("The peer announced shared memory and sent no descriptor.");
        RingPair? lane = _lane;
        try
        {
            SharedRegion peer = SharedRegion.Open(_region, RingPair.RegionBytes);
            if (lane is null)
            {
                try
                {
                    _lane = lane = new RingPair();
                    _socket.SendDescriptors(LaneRecord.Write(), lane.Descriptor);
                }
                catch
                {
                    peer.Dispose();
                    throw;
                }
            }

            if (lane.Attach(peer))
                Ring();
        }
        catch (InvalidDataException error)
        {
            throw new FrameException(error.Message);
        }
        catch (PlatformException error)
        {
            throw new FrameException($"Shared memory was offered and cannot be used here: {error.Message}. Turn it off with SessionOptions.SharedMemory.");
        }

        _state = LaneState.Attached;
        return ReceiveFromLane(room);
    }

    private SocketResult SendToSocket(SendPieces pieces)
    {
        _sends++;
        return _socket.Send(pieces);
    }

    private void Ring()
    {
        _sends++;
        _socket.Ring();
    }
}
