using Cells;
using Microsoft.AspNetCore.Connections;
using WebTunnel.Contracts;
using WebTunnel.Server;

await using var tunnels = new TunnelListener();

// Kestrel as it is: all that is told to it is where its connections come from.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<IConnectionListenerFactory>(new TunnelListenerFactory(tunnels));
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Listen(TunnelEndPoint.Instance, static listen => listen.Use(TunnelConnection.DrainAsync));
    kestrel.Limits.MaxRequestBodySize = null;
});
await using WebApplication site = builder.Build();
site.UseWebSockets();
Site.Map(site);

await site.StartAsync();
int exitCode = await Cell.RunAsync<IWebServer>(args, new WebServer(tunnels));
await site.StopAsync();
return exitCode;
