namespace Cells.Bench.Load;

/// <summary>What a user asks for, unchecked; null where nothing was said.</summary>
public sealed record BenchRequest
{
    /// <summary>The workload's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The transport's name.</summary>
    public string? Transport { get; init; }

    /// <summary>Whether the same payload is sent each time and only its length read.</summary>
    public bool Untouched { get; init; }

    /// <summary>In which form a payload is sent and handled: record or image.</summary>
    public string? Form { get; init; }

    /// <summary>Whether the caller uses the blocking form.</summary>
    public bool Blocking { get; init; }

    /// <summary>Whether handlers reply later and from another thread than the one that read the call.</summary>
    public bool Later { get; init; }

    /// <summary>For how long to measure.</summary>
    public double? Seconds { get; init; }

    /// <summary>How many calls to keep in flight.</summary>
    public int? Depth { get; init; }

    /// <summary>The payload's size in bytes.</summary>
    public int? Payload { get; init; }

    /// <summary>How many processes are to keep the machine busy meanwhile.</summary>
    public int? Busy { get; init; }

    /// <summary>How many times to measure.</summary>
    public int? Runs { get; init; }
}
