using Cells.Rpc;

namespace Cells.Hosting;

/// <summary>A cell inside another program.</summary>
/// <param name="server">What is served.</param>
/// <param name="cell">Its place there.</param>
internal sealed class InProcessResidence(CellServer server, InProcessCell cell) : IResidence
{
    /// <inheritdoc/>
    public Task Ended => cell.Stopping;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        cell.Serve(server);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation) => server.DrainAsync(cancellation).AsTask();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
