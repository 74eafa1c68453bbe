// Serves one page from memory, as the HTTP cell does but with no tunnel and nobody to ask: direct PORT FILE
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

byte[] page = await File.ReadAllBytesAsync(args[1]);
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddResponseCompression();
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture), static listen => listen.Protocols = HttpProtocols.Http1));
await using WebApplication server = builder.Build();
server.UseWebSockets();
server.UseResponseCompression();
server.Run(context =>
{
    context.Response.Headers.XContentTypeOptions = "nosniff";
    context.Response.Headers.CacheControl = "no-cache";
    return TypedResults.Bytes(page, "text/html; charset=utf-8", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue("\"0123456789abcdef\"")).ExecuteAsync(context);
});
await server.RunAsync();
