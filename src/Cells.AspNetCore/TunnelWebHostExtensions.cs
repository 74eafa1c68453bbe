using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cells.AspNetCore;

/// <summary>Has Kestrel serve connections that come through tunnels.</summary>
public static class TunnelWebHostExtensions
{
    /// <summary>
    /// Has Kestrel take connections from tunnels, over HTTP/1.1. It goes on to listen wherever else it was told to, and nowhere else where it was not. A connection that rests between two
    /// requests is closed when the cell drains, and one that is at work after its answer.
    /// </summary>
    /// <param name="host">The web host.</param>
    /// <param name="configure">More about these connections, such as other middleware; null: nothing.</param>
    /// <returns>Where the handler of a tunnel takes it to.</returns>
    public static TunnelListener UseTunnels(this IWebHostBuilder host, Action<ListenOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        var tunnels = new TunnelListener();
        host.ConfigureServices(services => services.AddSingleton<IConnectionListenerFactory>(new TunnelListenerFactory(tunnels)));
        host.ConfigureKestrel(kestrel => kestrel.Listen(tunnels.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(TunnelConnection.DrainAsync);
            configure?.Invoke(listen);
        }));
        return tunnels;
    }
}
