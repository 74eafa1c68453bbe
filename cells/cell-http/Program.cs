using Cells;
using Dodeca.Http;
using Dodeca.Http.Tunnels;

await using var tunnels = new TunnelListener();
await using WebApplication server = HttpServer.Create(tunnels);
await server.StartAsync();
int exitCode = await Cell.RunAsync<ITcpTunnel>(args, new TcpTunnel(tunnels));
await server.StopAsync();
return exitCode;
