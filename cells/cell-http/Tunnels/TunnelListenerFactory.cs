using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Dodeca.Http.Tunnels;

/// <summary>Tells Kestrel where connections come from.</summary>
/// <param name="tunnels">From there.</param>
internal sealed class TunnelListenerFactory(TunnelListener tunnels) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is TunnelEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(tunnels);
}
