namespace Picante;

/// <summary>A query that was computed, and why.</summary>
/// <param name="Query">Its name.</param>
/// <param name="Key">Its key.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cause">What has changed, where that is the reason.</param>
/// <param name="CauseKey">The key of what has changed.</param>
public sealed record QueryExecution(string Query, object Key, ExecutionReason Reason, string? Cause, object? CauseKey);

/// <summary>Why a query was computed.</summary>
public enum ExecutionReason
{
    /// <summary>There was no value yet.</summary>
    New,

    /// <summary>Something that it depends on has changed.</summary>
    DependencyChanged,

    /// <summary>It had failed before.</summary>
    FailedBefore,

    /// <summary>The value was not kept, and it is needed.</summary>
    NotKept,

    /// <summary>An old snapshot asks for what newer ones have replaced.</summary>
    OldRevision,
}
