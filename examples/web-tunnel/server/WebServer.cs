using System.IO.Pipelines;
using System.Net;
using Cells;
using Microsoft.AspNetCore.Connections.Features;
using WebTunnel.Contracts;

namespace WebTunnel.Server;

/// <summary>Hands each tunnel to Kestrel as a connection.</summary>
/// <param name="tunnels">Where Kestrel takes them.</param>
internal sealed class WebServer(TunnelListener tunnels) : IWebServer
{
    /// <inheritdoc/>
    public async ValueTask ServeAsync(string remoteAddress, IDuplexPipe connection, CallContext context = default)
    {
        IPEndPoint.TryParse(remoteAddress, out IPEndPoint? remote);
        await using var tunnelled = new TunnelConnection(connection, remote);
        await using CancellationTokenRegistration broken = context.Cancellation.Register(tunnelled.Abort);

        // A connection that rests between two requests must not keep the cell from being stopped or replaced.
        await using CancellationTokenRegistration draining = context.Draining.Register(
            () => tunnelled.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose());
        await tunnels.ServeAsync(tunnelled, context.Cancellation);
    }
}
