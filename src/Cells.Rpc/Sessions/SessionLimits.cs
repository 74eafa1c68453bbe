using Cells.Images;

namespace Cells.Rpc;

/// <summary>What a session allows its peer, announced when it opens. A peer that exceeds it ends its session.</summary>
public sealed record SessionLimits
{
    /// <summary>The defaults.</summary>
    public static SessionLimits Default { get; } = new();

    /// <summary>How many calls the peer may have in flight. Default 1,024; at most 1,048,576. Further calls wait at the caller.</summary>
    public int MaxCallsInFlight { get; init; } = 1024;

    /// <summary>The largest request or response in bytes. Default 1 GiB plus 64 KiB.</summary>
    public int MaxMessageBytes { get; init; } = (1 << 30) + (64 << 10);

    /// <summary>How many bytes of unfinished fragmented messages the peer may have under way. Default 2 GiB less 64 KiB.</summary>
    public long MaxFragmentedBytes { get; init; } = ImageLimits.MaxImageBytes;

    /// <summary>How many calls may wait at the caller because the peer's limit is reached or the session is not open yet. Default 65,536.</summary>
    public int MaxQueuedCalls { get; init; } = 65_536;

    /// <summary>How many bytes of requests may wait with them. Default 256 MiB; one request alone may be larger.</summary>
    public long MaxQueuedBytes { get; init; } = 256L << 20;

    /// <summary>
    /// How deep calls may be nested of which each is made by the handler of the one before to its caller. Default 64; at most 65,535. Each depth has
    /// <see cref="MaxCallsInFlight"/> of its own, so that calls which wait for nested ones never take the room of these.
    /// </summary>
    public int MaxCallDepth { get; init; } = 64;

    /// <summary>How many items of each stream may wait for their consumer on this side. Default 1,024; at least 1. Then its producer waits.</summary>
    public int StreamItems { get; init; } = 1024;

    /// <summary>How many bytes of them. Default 1 MiB; at least 64 KiB. A larger item passes in parts, once those before it were consumed.</summary>
    public int StreamBytes { get; init; } = 1 << 20;

    /// <summary>How long a peer may take to introduce itself. Default 10 s.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer that serves another version of a contract may take to hand out its schema. Default 10 s.</summary>
    public TimeSpan SchemaTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a peer may keep what it was lent over shared memory, before its session ends. Default: for ever, and a minute for a peer that is
    /// <see cref="SessionOptions.Isolated"/>. It is looked at every few seconds.
    /// </summary>
    public TimeSpan? ReturnTimeout { get; init; }

    /// <summary>How long a peer may leave everything unread that waits for it. Default 30 s.</summary>
    public TimeSpan SendStallTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
