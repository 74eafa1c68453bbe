using System.IO.Compression;
using Cells.AspNetCore;
using Microsoft.AspNetCore.ResponseCompression;

namespace Dodeca.Http;

/// <summary>Kestrel, whose connections come through tunnels.</summary>
internal static class HttpServer
{
    /// <summary>How many connections there may be; one side of a tunnel's session serves 1,024 calls at once.</summary>
    private const int MaxConnections = 1020;

    /// <summary>What a site is asked for has no body.</summary>
    private const int MaxRequestBodyBytes = 64 << 10;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long a browser may be silent before it is asked whether it is still there, and then to answer.</summary>
    private static readonly TimeSpan SocketKeepAlive = TimeSpan.FromSeconds(20);

    private static readonly string[] Compressed =
    [
        "text/html", "text/css", "text/javascript", "text/plain", "text/markdown", "text/xml", "application/json", "application/xml", "application/manifest+json", "application/wasm", "image/svg+xml",
        "application/atom+xml", "application/rss+xml", "font/ttf",
    ];

    internal static (WebApplication Server, TunnelListener Tunnels) Create()
    {
        // Nothing is configured from files: who looks for settings in the current folder watches all that is below it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddResponseCompression(static options => options.MimeTypes = Compressed);
        builder.Services.Configure<BrotliCompressionProviderOptions>(static options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(static options => options.Level = CompressionLevel.Fastest);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
            kestrel.Limits.KeepAliveTimeout = KeepAlive;
            kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        });
        TunnelListener tunnels = builder.WebHost.UseTunnels();
        WebApplication server = builder.Build();
        server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = SocketKeepAlive, KeepAliveTimeout = SocketKeepAlive });
        server.UseMiddleware<AccessCheck>();
        server.Map("/_dodeca/live", static live => live.Run(LiveEndpoint.ServeAsync));
        server.UseResponseCompression();
        server.Run(ContentEndpoint.ServeAsync);
        return (server, tunnels);
    }
}
