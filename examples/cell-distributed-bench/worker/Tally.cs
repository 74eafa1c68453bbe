using DistributedBench.Contracts;

namespace DistributedBench.Worker;

/// <summary>What was done in a run; calls may be served by several threads.</summary>
internal sealed class Tally(RunId run)
{
    private long _calls;
    private long _bytes;
    private ulong _sum;

    public RunId Run => run;

    public void Add(int bytes, ulong sum)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _sum, sum);
    }

    public WorkerReport ToReport(string worker) =>
        new(run, worker, Interlocked.Read(ref _calls), Interlocked.Read(ref _bytes), Interlocked.Read(ref _sum));
}
