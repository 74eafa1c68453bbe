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

    /// <summary>How long to wait before the second attempt to open a session, at most. Twice as long before each further one, and up to a half less by chance. Default 2 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long to wait between two attempts at most. Default 100 ms.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How often a call of a method marked <see cref="IdempotentAttribute"/> is made at most, where its session ends before the outcome. Default 3. Calls that provably
    /// never began do not count.
    /// </summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// Where the cell's process is replaced while calls are made: how long they go on with the old one at most, until there is a session with the new one. Default 500 ms. Keep it shorter
    /// than the time that the cell has to drain.
    /// </summary>
    public TimeSpan HandOverTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How this side presents itself, and what the cell may call back.</summary>
    public SessionOptions Session { get; init; } = new();
}
