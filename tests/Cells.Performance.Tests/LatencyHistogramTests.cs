using Cells.Bench.Load.Measuring;

namespace Cells.Performance.Tests;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_quantile_is_within_two_percent_of_the_sorted_values()
    {
        var random = new Random(7);
        long[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 20))];
        var histogram = new LatencyHistogram();
        foreach (long value in values)
            histogram.Record(value);
        Array.Sort(values);

        foreach (double share in new[] { 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1 })
        {
            double exact = values[Math.Max(0, (int)Math.Ceiling(share * values.Length) - 1)];
            Assert.InRange(histogram.Quantile(share), exact * 0.98, exact * 1.02);
        }

        Assert.Equal(values.Average(), histogram.Mean, 1e-3);
        Assert.Equal(values.Length, histogram.Count);
    }

    [Fact]
    public void Small_values_are_exact_and_the_largest_have_a_bucket()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(3);
        histogram.Record(5);
        histogram.Record(long.MaxValue);
        Assert.Equal(3, histogram.Quantile(0.3));
        Assert.Equal(5, histogram.Quantile(0.6));
        Assert.InRange(histogram.Quantile(1), 1e12, 1.1e12);
    }

    [Fact]
    public void Sums_of_histograms_are_histograms_of_sums()
    {
        var first = new LatencyHistogram();
        var second = new LatencyHistogram();
        first.Record(10);
        second.Record(20);
        first.Add(second);
        Assert.Equal((2, 15, 10, 20), (first.Count, first.Mean, first.Quantile(0.5), first.Quantile(1)));
        Assert.True(double.IsNaN(new LatencyHistogram().Quantile(0.5)));
    }
}
