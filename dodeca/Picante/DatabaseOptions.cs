namespace Picante;

/// <summary>How a database works.</summary>
public sealed record DatabaseOptions
{
    /// <summary>How many bytes values may take before those that were not used for longest are forgotten. Default 256 MiB.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>For how many revisions a cache keeps values that nobody has asked for. Default 10.</summary>
    public int KeptRevisions { get; init; } = 10;

    /// <summary>Told of each query that was computed, on whatever thread that was; must not block. Default: nobody.</summary>
    public Action<QueryExecution>? Executed { get; init; }
}
