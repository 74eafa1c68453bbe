using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Cells.AspNetCore;

/// <summary>Kestrel's side of a <see cref="TunnelListener"/>.</summary>
/// <param name="tunnels">Where connections arrive.</param>
internal sealed class TunnelAcceptor(TunnelListener tunnels) : IConnectionListener
{
    /// <inheritdoc/>
    public EndPoint EndPoint => tunnels.EndPoint;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await tunnels.Arrived.WaitToReadAsync(cancellationToken) && tunnels.Arrived.TryRead(out TunnelConnection? connection) ? connection : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        tunnels.Close();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
