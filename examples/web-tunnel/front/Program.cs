using System.Globalization;
using System.Net;
using Cells;
using Microsoft.AspNetCore.Connections;
using WebTunnel.Contracts;
using WebTunnel.Front;

int port = int.Parse(Environment.GetEnvironmentVariable("WEB_FRONT_PORT") ?? "8787", CultureInfo.InvariantCulture);
await using var server = await Cell.ConnectAsync<WebServerClient>("web_server");
try
{
    await using Front front = await Front.ListenAsync(new IPEndPoint(IPAddress.Loopback, port), server);
    return await Cell.RunAsync<IWebFront>(args, front);
}
catch (AddressInUseException error)
{
    Console.Error.WriteLine($"Port {port} cannot be listened on: {error.Message} Set WEB_FRONT_PORT to another one.");
    return 1;
}
