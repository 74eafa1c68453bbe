namespace Cells;

/// <summary>The names under which calls are traced and measured, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
public static class CellTelemetry
{
    /// <summary>The source of spans: one for each call at the caller, and one at the cell.</summary>
    public const string SourceName = "Cells";

    /// <summary>The meter of durations and of what clients do to reach their cells.</summary>
    public const string MeterName = "Cells";
}
