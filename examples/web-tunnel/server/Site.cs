using System.Net.WebSockets;

namespace WebTunnel.Server;

/// <summary>What is served.</summary>
internal static class Site
{
    private const int PieceBytes = 64 << 10;

    internal static void Map(WebApplication site)
    {
        site.MapGet("/", (HttpContext context) => $"Hello {context.Connection.RemoteIpAddress}, from process {Environment.ProcessId}, which listens nowhere.\n");
        site.MapGet("/download/{bytes:long}", DownloadAsync);
        site.MapPost("/upload", (Delegate)UploadAsync);
        site.Map("/echo", EchoAsync);
    }

    private static async Task DownloadAsync(HttpContext context, long bytes)
    {
        context.Response.ContentLength = bytes;
        byte[] piece = new byte[PieceBytes];
        for (long left = bytes; left > 0; left -= piece.Length)
            await context.Response.Body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), context.RequestAborted);
    }

    private static async Task<string> UploadAsync(HttpContext context)
    {
        byte[] piece = new byte[PieceBytes];
        long total = 0;
        while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is > 0 and int count)
            total += count;
        return $"{total} bytes\n";
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        byte[] piece = new byte[PieceBytes];
        while (await socket.ReceiveAsync(piece.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            await socket.SendAsync(piece.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
