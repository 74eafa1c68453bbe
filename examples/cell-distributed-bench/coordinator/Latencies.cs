using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>The latest latencies that a caller has seen.</summary>
internal sealed class Latencies
{
    private const int Kept = 1 << 14;

    private readonly double[] _nanoseconds = new double[Kept];
    private long _count;

    public void Add(TimeSpan latency) => _nanoseconds[_count++ % Kept] = latency.TotalNanoseconds;

    public void Clear() => _count = 0;

    public static Latency Summarize(IEnumerable<Latencies> all)
    {
        double[] sorted = [.. all.SelectMany(one => one._nanoseconds.Take((int)Math.Min(one._count, Kept)))];
        if (sorted.Length == 0)
            return default;
        Array.Sort(sorted);
        return new Latency(Math.Round(sorted.Average()), Quantile(sorted, 0.5), Quantile(sorted, 0.99), Quantile(sorted, 0.999));
    }

    private static double Quantile(double[] sorted, double share) => sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];
}
