namespace Cells.Rpc.Clients;

/// <summary>Opens sessions to a server in this process: without a socket, but through images like any other.</summary>
/// <param name="server">The server.</param>
/// <param name="options">How the callers present themselves.</param>
internal sealed class InProcessSource(CellServer server, ConnectOptions options) : ISessionSource
{
    /// <inheritdoc/>
    public string Cell => server.Name;

    /// <inheritdoc/>
    public int MaxAttempts => options.MaxAttempts;

    /// <inheritdoc/>
    public TimeSpan HandOverTimeout => options.HandOverTimeout;

    /// <inheritdoc/>
    public ValueTask<CellSession> OpenAsync(CancellationToken cancellation) => server.OpenInProcessAsync(options.Session, cancellation);
}
