using Cells;
using Cells.AspNetCore;
using Dodeca.Http;

(WebApplication server, TunnelListener tunnels) = HttpServer.Create();
await using (server)
{
    await server.StartAsync();
    int exitCode = await Cell.RunAsync<ITcpTunnel>(args, new TcpTunnel(tunnels));
    await server.StopAsync();
    return exitCode;
}
