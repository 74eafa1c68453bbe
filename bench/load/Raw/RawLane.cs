using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;
using Cells.Platform.Sockets;

namespace Cells.Bench.Load.Raw;

/// <summary>The exchanges of the workloads over bare memory, both sides looking again and again.</summary>
internal static class RawLane
{
    internal const ulong End = ulong.MaxValue;
    private const int CallsPerClockLook = 64;

    private static ulong s_sum;

    /// <summary>The other side.</summary>
    internal static void Serve(UnixSocket listener, RawLaneShape shape)
    {
        using RawMemory memory = RawMemory.Accept(listener, shape.PayloadBytes, shape.Slots);
        ulong done = 0;
        while (true)
        {
            ulong theirs = memory.WaitBeyond(done);
            if (theirs == End)
                return;
            for (; done < theirs; done++)
            {
                if (shape.IsEcho)
                    memory.Other(done).CopyTo(memory.Own(done));
                else if (shape.IsTouched)
                    s_sum += Words.Sum(memory.Other(done));
            }

            memory.Publish(done);
        }
    }

    /// <summary>This side.</summary>
    internal static RawFigures Run(string path, RawLaneShape shape, TimeSpan duration)
    {
        using RawMemory memory = RawMemory.Connect(path, shape.PayloadBytes, shape.Slots);
        ulong done = 0;
        Run(memory, shape, RawExchange.WarmUp, ref done, latency: null);
        LatencyHistogram? latency = shape.InFlight == 1 ? new() : null;
        ulong before = done;
        long start = Clock.Now;
        Run(memory, shape, duration, ref done, latency);
        double seconds = Clock.Seconds(start, Clock.Now);
        memory.Publish(End);
        return RawFigures.Of((long)(done - before), seconds, shape.PayloadBytes, latency);
    }

    private static void Run(RawMemory memory, RawLaneShape shape, TimeSpan duration, ref ulong done, LatencyHistogram? latency)
    {
        long end = Clock.After(duration);
        ulong sent = done;
        long now = Clock.Now;
        ulong nextLook = done;
        while (now < end || sent > done)
        {
            while (now < end && sent - done < (ulong)shape.InFlight)
                Fill(memory, shape, sent++);
            memory.Publish(sent);
            ulong theirs = memory.WaitBeyond(done);
            for (; done < theirs; done++)
                Check(memory, shape, done);
            if (latency is null && done < nextLook)
                continue;
            nextLook = done + CallsPerClockLook;
            long before = now;
            now = Clock.Now;
            latency?.Record(Clock.Nanoseconds(before, now));
        }
    }

    private static void Fill(RawMemory memory, RawLaneShape shape, ulong number)
    {
        if (shape.IsEcho)
            BitConverter.TryWriteBytes(memory.Own(number), number);
        else if (shape.IsTouched)
            memory.Own(number).Fill((byte)number);
    }

    private static void Check(RawMemory memory, RawLaneShape shape, ulong number)
    {
        if (shape.IsEcho && BitConverter.ToUInt64(memory.Other(number)) != number)
            throw new InvalidOperationException("The bare memory did not echo what was written.");
    }
}
