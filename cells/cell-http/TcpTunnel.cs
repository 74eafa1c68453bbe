using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Cells;
using Cells.AspNetCore;

namespace Dodeca.Http;

/// <summary>Hands each tunnel to Kestrel as a connection.</summary>
/// <param name="tunnels">Where Kestrel takes them.</param>
internal sealed class TcpTunnel(TunnelListener tunnels) : ITcpTunnel
{
    /// <summary>One for each session: what one caller has is no business of another's.</summary>
    private readonly ConditionalWeakTable<PeerInfo, ContentCache> _caches = [];

    /// <inheritdoc/>
    public async ValueTask<TunnelEnd> OpenAsync(string peer, IDuplexPipe connection, CallContext context = default)
    {
        IPEndPoint.TryParse(peer, out IPEndPoint? remote);
        var content = new ContentFeature(context.CreateClient<ContentServiceClient>(), _caches.GetOrCreateValue(context.Peer));
        await tunnels.ServeAsync(connection, remote, context, features => features.Set(content));
        return context.Draining.IsCancellationRequested ? TunnelEnd.Draining : TunnelEnd.Closed;
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(CallContext context = default)
    {
        _caches.GetOrCreateValue(context.Peer).Forget();
        return ValueTask.CompletedTask;
    }
}
