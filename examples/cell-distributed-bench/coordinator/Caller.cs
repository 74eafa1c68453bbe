using System.Diagnostics;

namespace DistributedBench.Coordinator;

/// <summary>Calls workers, one call at a time, and counts.</summary>
internal abstract class Caller(int callsPerSample)
{
    public long Calls { get; private set; }

    public long Bytes { get; private set; }

    public ulong Sum { get; private set; }

    public Latencies Latencies { get; } = new();

    public void Reset()
    {
        (Calls, Bytes, Sum) = (0, 0, 0);
        Latencies.Clear();
    }

    public async Task CallUntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // Looking at the clock costs something where many calls are in flight, so only some are timed.
            bool timed = Calls % callsPerSample == 0;
            long before = timed ? Stopwatch.GetTimestamp() : 0;
            (int bytes, ulong sum) = await CallAsync();
            if (timed)
                Latencies.Add(Stopwatch.GetElapsedTime(before));
            Calls++;
            Bytes += bytes;
            Sum = unchecked(Sum + sum);
        }
    }

    /// <summary>Makes a call and checks its reply.</summary>
    /// <returns>What the worker counts for it.</returns>
    protected abstract ValueTask<(int Bytes, ulong Sum)> CallAsync();
}
