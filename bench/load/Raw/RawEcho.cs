using System.Diagnostics;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Raw;

/// <summary>64 bytes to and fro on a bare socket.</summary>
internal static class RawEcho
{
    internal const int Bytes = 64;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    /// <summary>The other side.</summary>
    internal static void Serve(RawSocket socket, bool spin)
    {
        socket.Spin = spin;
        Span<byte> block = stackalloc byte[Bytes];
        while (socket.TryReceiveAll(block))
            socket.SendAll(block);
    }

    /// <summary>This side.</summary>
    /// <param name="socket">Connected to the other side.</param>
    /// <param name="spin">Whether to ask again and again.</param>
    /// <param name="rested">Whether to rest before each round, which is not timed.</param>
    /// <param name="duration">For how long, after a warm-up.</param>
    internal static RawFigures Run(RawSocket socket, bool spin, bool rested, TimeSpan duration)
    {
        socket.Spin = spin;
        Run(socket, rested, RawExchange.WarmUp);
        return Run(socket, rested, duration);
    }

    private static RawFigures Run(RawSocket socket, bool rested, TimeSpan duration)
    {
        var latency = new LatencyHistogram();
        long start = Clock.Now;
        long end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        long now = start;
        for (ulong number = 0; now < end; number++)
        {
            if (rested)
            {
                Thread.Sleep(Rest);
                now = Clock.Now;
            }

            long before = now;
            Round(socket, number);
            now = Clock.Now;
            latency.Record(Clock.Nanoseconds(before, now));
        }

        return RawFigures.Of(latency.Count, Clock.Seconds(start, now), Bytes, latency);
    }

    private static void Round(RawSocket socket, ulong number)
    {
        Span<byte> block = stackalloc byte[Bytes];
        Span<byte> echo = stackalloc byte[Bytes];
        BitConverter.TryWriteBytes(block, number);
        socket.SendAll(block);
        if (!socket.TryReceiveAll(echo) || !echo.SequenceEqual(block))
            throw new InvalidOperationException("The bare socket did not echo what was sent.");
    }
}
