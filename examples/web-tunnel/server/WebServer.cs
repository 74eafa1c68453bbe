using System.IO.Pipelines;
using System.Net;
using Cells;
using Cells.AspNetCore;
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
        await tunnels.ServeAsync(connection, remote, context);
    }
}
