using System.Numerics;

namespace Cells.Bench.Load.Measuring;

/// <summary>
/// Counts latencies in buckets, 32 to each doubling, so that a quantile is known to about 1.6 % and noting one allocates nothing.
/// Not for several threads at once: each caller has its own, and they are added up when all have stopped.
/// </summary>
public sealed class LatencyHistogram
{
    private const int BitsPerDoubling = 5;
    private const int BucketsPerDoubling = 1 << BitsPerDoubling;
    private const int LargestBits = 40;
    private const long LargestNanoseconds = (1L << LargestBits) - 1;

    private readonly long[] _counts = new long[(LargestBits - BitsPerDoubling + 1) * BucketsPerDoubling];
    private long _count;
    private double _sum;

    /// <summary>How many latencies were noted.</summary>
    public long Count => _count;

    /// <summary>Their mean in nanoseconds; NaN where there are none.</summary>
    public double Mean => _sum / _count;

    /// <summary>Notes a latency.</summary>
    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Clamp(nanoseconds, 0, LargestNanoseconds);
        _counts[BucketOf(nanoseconds)]++;
        _count++;
        _sum += nanoseconds;
    }

    /// <summary>Adds what another one has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        _count += other._count;
        _sum += other._sum;
    }

    /// <summary>The latency in nanoseconds that this share of those noted does not exceed; NaN where there are none.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public double Quantile(double share)
    {
        if (_count == 0)
            return double.NaN;

        long rank = Math.Clamp((long)Math.Ceiling(share * _count), 1, _count);
        int bucket = 0;
        for (long below = _counts[0]; below < rank; below += _counts[bucket])
            bucket++;
        return MiddleOf(bucket);
    }

    private static int BucketOf(long nanoseconds)
    {
        if (nanoseconds < BucketsPerDoubling)
            return (int)nanoseconds;
        int shift = BitOperations.Log2((ulong)nanoseconds) - BitsPerDoubling;
        return (shift * BucketsPerDoubling) + (int)(nanoseconds >> shift);
    }

    private static double MiddleOf(int bucket)
    {
        if (bucket < 2 * BucketsPerDoubling)
            return bucket;
        int shift = (bucket / BucketsPerDoubling) - 1;
        long first = (long)((bucket % BucketsPerDoubling) + BucketsPerDoubling) << shift;
        return first + ((1L << shift) - 1) / 2.0;
    }
}
