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

    private static Guid OwnInstance { get; } = Guid.NewGuid();
}
