namespace Cells;

/// <summary>What a caller asks for beyond the message itself; given to a client's <c>With</c>.</summary>
public sealed record CallOptions
{
    /// <summary>No deadline.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary>
    /// How long the caller waits for the outcome, from the moment of the call; at most 24 days. Travels with the call as remaining time.
    /// Default: null, no deadline of its own.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
