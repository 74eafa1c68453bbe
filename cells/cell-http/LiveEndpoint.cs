using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections.Features;

namespace Dodeca.Http;

/// <summary>Where a page that is shown hears of its changes.</summary>
internal static class LiveEndpoint
{
    internal static async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            return;
        }

        string route = context.Request.Query["route"].ToString();
        string generation = context.Request.Query["generation"].ToString();
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using var live = new LiveSocket(socket, ContentFeature.Of(context).Content, route);

        // When the cell is replaced, the page connects to the next process.
        CancellationToken replaced = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, replaced);
        await live.RunAsync(generation, over.Token);
    }
}
