using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Raw;

/// <summary>Requests on a bare socket, many in a write, a reply for each; the next batch when all replies are in.</summary>
internal static class RawBatch
{
    private const int ReceiveBytes = 1 << 20;

    private static ulong s_sum;

    /// <summary>The other side.</summary>
    internal static void Serve(RawSocket socket, RawBatchShape shape, bool spin)
    {
        socket.Spin = spin;
        byte[] received = GC.AllocateArray<byte>(ReceiveBytes, pinned: true);
        byte[] replies = GC.AllocateArray<byte>(shape.Requests * shape.ReplyBytes, pinned: true);
        long seen = 0;
        while (true)
        {
            int bytes = socket.Receive(received);
            if (bytes == 0)
                return;
            int answered = (int)(((seen + bytes) / shape.RequestBytes) - (seen / shape.RequestBytes));
            seen += bytes;
            if (shape.IsTouched)
                s_sum += Words.Sum(received.AsSpan(0, bytes));
            for (int left = answered; left > 0; left -= shape.Requests)
                socket.SendAll(replies.AsSpan(0, Math.Min(left, shape.Requests) * shape.ReplyBytes));
        }
    }

    /// <summary>This side.</summary>
    internal static RawFigures Run(RawSocket socket, RawBatchShape shape, int payloadBytes, bool spin, TimeSpan duration)
    {
        socket.Spin = spin;
        byte[] batch = GC.AllocateArray<byte>(shape.Requests * shape.RequestBytes, pinned: true);
        byte[] replies = GC.AllocateArray<byte>(shape.Requests * shape.ReplyBytes, pinned: true);
        Rounds(socket, shape, batch, replies, RawExchange.WarmUp);
        long start = Clock.Now;
        long rounds = Rounds(socket, shape, batch, replies, duration);
        return RawFigures.Of(rounds * shape.Requests, Clock.Seconds(start, Clock.Now), payloadBytes, latency: null);
    }

    private static long Rounds(RawSocket socket, RawBatchShape shape, byte[] batch, byte[] replies, TimeSpan duration)
    {
        long end = Clock.After(duration);
        long rounds = 0;
        do
        {
            Round(socket, shape, batch, replies, (byte)rounds);
            rounds++;
        }
        while (Clock.Now < end);
        return rounds;
    }

    private static void Round(RawSocket socket, RawBatchShape shape, byte[] batch, byte[] replies, byte value)
    {
        if (shape.IsTouched)
            batch.AsSpan().Fill(value);
        socket.SendAll(batch);
        if (!socket.TryReceiveAll(replies))
            throw new InvalidOperationException("The bare socket's other side went away.");
    }
}
