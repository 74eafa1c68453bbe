using Cells.Rpc;

namespace Cells.Hosting;

/// <summary>How a client reaches its cell: the configuration section <c>Cells:Clients:NAME</c>.</summary>
public sealed class CellClientOptions
{
    /// <summary>Where the cell is. Default: in a process of its own.</summary>
    public CellPlacement Placement { get; set; }

    /// <summary>The run directory. Default: the one that everything started here shares.</summary>
    public string? RunDirectory { get; set; }

    /// <summary>The path of the cell's socket. Default: the one in the run directory.</summary>
    public string? SocketPath { get; set; }

    /// <inheritdoc cref="ConnectOptions.Timeout"/>
    public TimeSpan Timeout { get; set; } = new ConnectOptions().Timeout;

    /// <inheritdoc cref="ConnectOptions.FirstDelay"/>
    public TimeSpan FirstDelay { get; set; } = new ConnectOptions().FirstDelay;

    /// <inheritdoc cref="ConnectOptions.LongestDelay"/>
    public TimeSpan LongestDelay { get; set; } = new ConnectOptions().LongestDelay;

    /// <inheritdoc cref="ConnectOptions.MaxAttempts"/>
    public int MaxAttempts { get; set; } = new ConnectOptions().MaxAttempts;

    /// <inheritdoc cref="ConnectOptions.HandOverTimeout"/>
    public TimeSpan HandOverTimeout { get; set; } = new ConnectOptions().HandOverTimeout;
}
