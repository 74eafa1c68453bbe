using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Dodeca.Http.Tunnels;

/// <summary>Connections on their way from the cell to Kestrel.</summary>
internal sealed class TunnelListener : IConnectionListener
{
    private const int Backlog = 512;

    private readonly Channel<TunnelConnection> _arrived = Channel.CreateBounded<TunnelConnection>(Backlog);

    /// <inheritdoc/>
    public EndPoint EndPoint => TunnelEndPoint.Instance;

    /// <summary>Has a connection served; completes with it.</summary>
    internal async Task ServeAsync(TunnelConnection connection, CancellationToken cancellation)
    {
        await _arrived.Writer.WriteAsync(connection, cancellation);
        await connection.Ended;
    }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _arrived.Reader.WaitToReadAsync(cancellationToken) && _arrived.Reader.TryRead(out TunnelConnection? connection) ? connection : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _arrived.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
