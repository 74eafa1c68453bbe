using System.Diagnostics.CodeAnalysis;

namespace Cells;

/// <summary>The names under which calls are traced and measured, for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
public static class CellTelemetry
{
    /// <summary>The source of spans: one for each call at the caller, and one at the cell.</summary>
    public const string SourceName = "Cells";

    /// <summary>The meter of durations and of what clients do to reach their cells.</summary>
    public const string MeterName = "Cells";

    /// <summary>The switch of <see cref="AppContext"/> that says <see cref="IsSupported"/>; it counts from the first call on.</summary>
    public const string Switch = "Cells.Telemetry.IsSupported";

    /// <summary>Whether calls are traced and measured where somebody listens; they are, unless <see cref="Switch"/> says false. A program that makes a few calls and ends starts faster without.</summary>
    [FeatureSwitchDefinition(Switch)]
    public static bool IsSupported { get; } = !AppContext.TryGetSwitch(Switch, out bool supported) || supported;
}
