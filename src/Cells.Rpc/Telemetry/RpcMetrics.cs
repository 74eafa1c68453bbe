using System.Diagnostics.Metrics;
using Cells.Binding;

namespace Cells.Rpc.Telemetry;

/// <summary>What the framework counts, under the meter <see cref="CellTelemetry.MeterName"/>, beside the durations of calls.</summary>
internal static class RpcMetrics
{
    private static readonly Meter Meter = new(CellTelemetry.MeterName);

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("cells.client.retries", "{call}", "Calls that were made again on another session.");

    private static readonly Counter<long> Reconnects =
        Meter.CreateCounter<long>("cells.client.reconnects", "{session}", "Sessions that were opened in place of one that ended.");

    /// <summary>A call is made again.</summary>
    /// <param name="method">Which.</param>
    /// <param name="mayHaveRun">Whether it may have run before.</param>
    internal static void Retried(MethodDescriptor method, bool mayHaveRun) => Retries.Add(
        1,
        new("rpc.system.name", "cells"),
        new("rpc.method", method.FullName),
        new("cells.retry.reason", mayHaveRun ? "idempotent" : "not_started"));

    /// <summary>A session was opened in place of one that ended.</summary>
    internal static void Reconnected(string cell) => Reconnects.Add(1, new KeyValuePair<string, object?>("cells.cell", cell));
}
