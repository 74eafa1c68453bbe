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

    /// <summary>Whether the session goes on over shared memory. Default: no. The side that connects offers it, and the side that accepts takes the offer.</summary>
    public SharedMemoryUse SharedMemory { get; init; }

    private static Guid OwnInstance { get; } = Guid.NewGuid();
}
