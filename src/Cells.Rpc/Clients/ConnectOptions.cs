namespace Cells.Rpc;

/// <summary>How a client finds its cell and how long it tries.</summary>
public sealed record ConnectOptions
{
    /// <summary>The run directory; null for the one that everything started here shares.</summary>
    public string? RunDirectory { get; init; }

    /// <summary>The path of the cell's socket; null for the one in the run directory.</summary>
    public string? SocketPath { get; init; }

    /// <summary>
    /// One deadline over everything that may take time: the socket not there yet, its queue full, the cell still starting, a hand-over.
    /// Default 10 s.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How this side presents itself, and what the cell may call back.</summary>
    public SessionOptions Session { get; init; } = new();
}
