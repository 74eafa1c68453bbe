using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cells.Binding;

/// <summary>What spans and durations of calls go to. It takes milliseconds to make and is not made where nothing is to be observed.</summary>
internal static class CallInstruments
{
    private static readonly Meter Meter = new(CellTelemetry.MeterName);

    // The buckets that the conventions advise, in seconds, and finer ones below: calls here take microseconds.
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    internal static ActivitySource Source { get; } = new(CellTelemetry.SourceName);

    internal static Histogram<double> ClientDuration { get; } =
        Meter.CreateHistogram("rpc.client.call.duration", "s", "How long calls took at the caller.", tags: null, Buckets);

    internal static Histogram<double> ServerDuration { get; } =
        Meter.CreateHistogram("rpc.server.call.duration", "s", "How long calls took at the cell.", tags: null, Buckets);

    internal static bool HaveListeners => Source.HasListeners() || ClientDuration.Enabled || ServerDuration.Enabled;
}
