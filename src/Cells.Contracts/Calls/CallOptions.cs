namespace Cells;

/// <summary>What a caller asks for beyond the message itself; given to a client's <c>With</c>.</summary>
public sealed record CallOptions
{
    /// <summary>No deadline.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary>
    /// What a handler's own calls ask for on behalf of the call that it handles: what is left of its time, and its metadata. The time alone
    /// crosses without this as well, as long as the call is made in the handler's asynchronous flow.
    /// </summary>
    /// <param name="context">The call that is being handled.</param>
    public static CallOptions From(CallContext context) => new() { Timeout = context.Remaining, Metadata = context.Metadata };

    /// <summary>
    /// How long the caller waits for the outcome, from the moment of the call; at most 24 days. Travels with the call as remaining time.
    /// Default: null, no deadline of its own. A call that a handler makes has the handler's deadline too, and the earlier one counts.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What travels with the call beside its request. Default: nothing.</summary>
    public CallMetadata Metadata { get; init; } = CallMetadata.Empty;
}
