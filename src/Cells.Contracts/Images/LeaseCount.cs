using System.Diagnostics.Metrics;

namespace Cells;

/// <summary>Counts leases that nobody gave back.</summary>
internal static class LeaseCount
{
    private static readonly Meter Meter = new(CellTelemetry.MeterName);
    private static long s_forgotten;

    static LeaseCount() =>
        Meter.CreateObservableCounter(
            "cells.leases.forgotten", static () => Interlocked.Read(ref s_forgotten), "{lease}", "Leases that were left to the garbage collector instead of being disposed of.");

    internal static void Forgotten() => Interlocked.Increment(ref s_forgotten);
}
