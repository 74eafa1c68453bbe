using Cells.Bench.Load.Measuring;
using Cells.Bench.Load.Peers;

namespace Cells.Bench.Load.Raw;

/// <summary>One payload, filled once, to several processes that sum it, without the framework: the next when all have answered.</summary>
internal static class RawFanout
{
    /// <summary>Over bare memory, which all of them map.</summary>
    internal static RawFigures RunLanes(IReadOnlyList<PeerProcess> peers, RawLaneShape shape, TimeSpan duration)
    {
        var lanes = new List<RawMemory>(peers.Count);
        try
        {
            foreach (PeerProcess peer in peers)
                lanes.Add(RawMemory.Connect(peer.SocketPath, shape.PayloadBytes, shape.Slots, lanes.FirstOrDefault()));
            ulong done = 0;
            RawFigures figures = Measure(peers.Count, shape.PayloadBytes, duration, () => Round(lanes, shape, done++));
            lanes[0].Publish(RawLane.End);
            return figures;
        }
        finally
        {
            // The first owns what is shown to all.
            for (int i = lanes.Count - 1; i >= 0; i--)
                lanes[i].Dispose();
        }
    }

    /// <summary>Over bare sockets, one after the other.</summary>
    internal static RawFigures RunSockets(IReadOnlyList<PeerProcess> peers, RawBatchShape shape, int payloadBytes, bool spin, TimeSpan duration)
    {
        RawSocket[] sockets = [.. peers.Select(static peer => RawSocket.Connect(peer.SocketPath))];
        try
        {
            foreach (RawSocket socket in sockets)
                socket.Spin = spin;
            byte[] request = GC.AllocateArray<byte>(shape.RequestBytes, pinned: true);
            byte[] reply = GC.AllocateArray<byte>(shape.ReplyBytes, pinned: true);
            byte value = 0;
            return Measure(peers.Count, payloadBytes, duration, () => Round(sockets, shape, request, reply, value++));
        }
        finally
        {
            foreach (RawSocket socket in sockets)
                socket.Dispose();
        }
    }

    private static void Round(List<RawMemory> lanes, RawLaneShape shape, ulong number)
    {
        if (shape.IsTouched)
            lanes[0].Own(number).Fill((byte)number);
        lanes[0].Publish(number + 1);
        foreach (RawMemory lane in lanes)
        {
            while (lane.Theirs <= number)
                lane.WaitBeyond(number);
        }
    }

    private static void Round(RawSocket[] sockets, RawBatchShape shape, byte[] request, byte[] reply, byte value)
    {
        if (shape.IsTouched)
            request.AsSpan().Fill(value);
        foreach (RawSocket socket in sockets)
            socket.SendAll(request);
        foreach (RawSocket socket in sockets)
        {
            if (!socket.TryReceiveAll(reply))
                throw new InvalidOperationException("The bare socket's other side went away.");
        }
    }

    private static RawFigures Measure(int peers, int payloadBytes, TimeSpan duration, Action round)
    {
        long end = Clock.After(RawExchange.WarmUp);
        while (Clock.Now < end)
            round();
        long rounds = 0;
        long start = Clock.Now;
        end = Clock.After(duration);
        do
        {
            round();
            rounds++;
        }
        while (Clock.Now < end);
        return RawFigures.Of(rounds * peers, Clock.Seconds(start, Clock.Now), payloadBytes, latency: null);
    }
}
