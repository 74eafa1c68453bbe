using Cells.Rpc.Serving;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cells.Rpc;

/// <summary>How one side of a session presents itself.</summary>
public sealed record SessionOptions
{
    /// <summary>The name of this cell; empty for a program that is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of this run of it.</summary>
    public Guid Instance { get; init; } = OwnInstance;

    /// <summary>What the peer may call. Default: nothing.</summary>
    public ServiceTable Services { get; init; } = new();

    /// <summary>What the peer may use.</summary>
    public SessionLimits Limits { get; init; } = SessionLimits.Default;

    /// <summary>Where reasons for closing are logged. Default: nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>
    /// Whether the session goes on over shared memory where the peer does so too. Default: yes, unless the environment variable <c>CELL_SHARED_MEMORY</c> is <c>off</c>.
    /// Where one side will not or cannot, it stays on the socket, and <see cref="CellSession.WhyNoSharedMemory"/> says why.
    /// </summary>
    public bool SharedMemory { get; init; } = Cells.SharedMemory.IsOn;

    /// <summary>
    /// Whether the peer is not trusted with what others own. Default: no. What it is lent lies in a pool of its own, as a copy, so that it sees nobody else's bytes; what it
    /// lends is copied before anybody looks at it, so that it cannot change under its reader; and this process hides its memory from others of its user. It costs a copy each way.
    /// A peer that runs as the same user needs a sandbox as well to be kept from other processes. Where its genome says <c>isolated = true</c> it has one, and both sides of a session know it without this.
    /// </summary>
    public bool Isolated { get; init; }

    private static Guid OwnInstance { get; } = Guid.NewGuid();
}
