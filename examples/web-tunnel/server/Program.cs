using Cells;
using Cells.AspNetCore;
using WebTunnel.Contracts;
using WebTunnel.Server;

// Kestrel as it is: all that is told to it is where its connections come from. Its settings stand beside the program; else it would watch the folder that it was started in, and all below.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
TunnelListener tunnels = builder.WebHost.UseTunnels();
builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
await using WebApplication site = builder.Build();
site.UseWebSockets();
Site.Map(site);

await site.StartAsync();
int exitCode = await Cell.RunAsync<IWebServer>(args, new WebServer(tunnels));
await site.StopAsync();
return exitCode;
