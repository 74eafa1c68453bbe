using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <content>How two sides agree on shared memory, or on doing without, before anything else.</content>
internal sealed partial class LaneChannel
{
    /// <summary>How many sessions of a process go over shared memory at a time: each takes memory for two rings, used or not.</summary>
    private const int MaxLanes = 256;

    private static int s_lanes;

    // Held while the state changes, and by who sends before it is settled.
    private readonly Lock _opening = new();
    private readonly bool _connects;
    private readonly bool _allowed;
    private readonly byte[] _record = new byte[LaneRecord.Bytes];
    private int _recordBytes;

    // Came with what the peer says, and is not mapped yet.
    private DescriptorHandle? _region;

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
                Wake();
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

    private static FrameException Refuse(DescriptorHandle[] descriptors, string reason)
    {
        foreach (DescriptorHandle descriptor in descriptors)
            descriptor.Dispose();
        return new FrameException($"The peer sent {descriptors.Length} descriptors; {reason}.");
    }
}
