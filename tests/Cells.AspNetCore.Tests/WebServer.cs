using System.IO.Pipelines;
using System.Net;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cells.AspNetCore.Tests;

/// <summary>A Kestrel behind a contract, served on a socket, and a session to it.</summary>
internal sealed class WebServer : IWebServer, IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly WebApplication _site;
    private readonly TunnelListener _tunnels;
    private readonly CellServer _server = new(new CellServerOptions());

    private WebServer(WebApplication site, TunnelListener tunnels)
    {
        _site = site;
        _tunnels = tunnels;
    }

    internal CellServer Server => _server;

    private string Socket => Path.Combine(_folder.Path, "socket");

    /// <summary>Where it is found over TCP.</summary>
    internal string Address => _site.Urls.Single(static url => url.Contains("127.0.0.1", StringComparison.Ordinal));

    internal static async Task<WebServer> StartAsync(RequestDelegate answer, bool alsoOverTcp = false)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        TunnelListener tunnels = builder.WebHost.UseTunnels();
        if (alsoOverTcp)
            builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication site = builder.Build();
        site.Run(answer);
        await site.StartAsync();
        var server = new WebServer(site, tunnels);
        server._server.AddService<IWebServer>(server);
        server._server.Listen(UnixSocket.Listen(server.Socket));
        return server;
    }

    internal ValueTask<CellSession> OpenAsync() => CellSession.OpenAsync(UnixSocket.Connect(Socket), new Cells.Rpc.SessionOptions { Name = "the front" });

    /// <inheritdoc/>
    public ValueTask ServeAsync(string remoteAddress, IDuplexPipe connection, CallContext context = default) =>
        _tunnels.ServeAsync(connection, IPEndPoint.TryParse(remoteAddress, out IPEndPoint? remote) ? remote : null, context, features => features.Set(new Caller(context.Peer.Cell)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _site.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What a request finds of who brought its connection.</summary>
    internal sealed record Caller(string Cell);
}
