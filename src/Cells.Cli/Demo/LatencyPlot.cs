using Cells.Bench.Load.Measuring;

namespace Cells.Cli.Demo;

/// <summary>How long calls took, moment after moment, as rows of bars on a logarithmic scale.</summary>
internal sealed class LatencyPlot
{
    private const int Moments = 72;
    private const double Decades = 6;
    private const double Half = 0.5;
    private const double NanosecondsPerMicrosecond = 1000;
    private static readonly string Bars = "▁▂▃▄▅▆▇█";

    private readonly Lock _gate = new();
    private readonly Queue<(double Median, double Longest)> _past = new();
    private readonly LatencyHistogram _total = new();
    private LatencyHistogram _now = new();
    private double _longestNow;

    /// <summary>The longest call that there was, in microseconds.</summary>
    internal double Longest { get; private set; }

    /// <summary>How many calls there were.</summary>
    internal long Count
    {
        get
        {
            lock (_gate)
                return _total.Count;
        }
    }

    /// <summary>How long half of all calls took at most, in microseconds; 0 where there were none.</summary>
    internal double Median
    {
        get
        {
            lock (_gate)
                return MedianOf(_total);
        }
    }

    internal void Note(TimeSpan time)
    {
        double microseconds = time.TotalMicroseconds;
        long nanoseconds = (long)time.TotalNanoseconds;
        lock (_gate)
        {
            _now.Record(nanoseconds);
            _total.Record(nanoseconds);
            _longestNow = Math.Max(_longestNow, microseconds);
            Longest = Math.Max(Longest, microseconds);
        }
    }

    /// <summary>A moment is over.</summary>
    internal void Step()
    {
        lock (_gate)
        {
            _past.Enqueue((MedianOf(_now), _longestNow));
            if (_past.Count > Moments)
                _past.Dequeue();
            _now = new LatencyHistogram();
            _longestNow = 0;
        }
    }

    /// <summary>The medians and the longest calls of the last moments, a bar each; a blank where there was no call.</summary>
    internal (string Medians, string Longest) Rows()
    {
        lock (_gate)
            return (new string([.. _past.Select(static moment => Bar(moment.Median))]), new string([.. _past.Select(static moment => Bar(moment.Longest))]));
    }

    /// <summary>From a microsecond to a second.</summary>
    private static char Bar(double microseconds) =>
        microseconds <= 0 ? ' ' : Bars[Math.Clamp((int)(Math.Log10(Math.Max(microseconds, 1)) / Decades * Bars.Length), 0, Bars.Length - 1)];

    private static double MedianOf(LatencyHistogram latencies) => latencies.Count == 0 ? 0 : latencies.Quantile(Half) / NanosecondsPerMicrosecond;
}
