using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Cells.AspNetCore;

/// <summary>Tells Kestrel where connections come from.</summary>
/// <param name="tunnels">From there.</param>
internal sealed class TunnelListenerFactory(TunnelListener tunnels) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is TunnelEndPoint place && place.Tunnels == tunnels;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(new TunnelAcceptor(tunnels));
}
