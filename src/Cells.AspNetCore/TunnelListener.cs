using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Cells.AspNetCore;

/// <summary>Connections on their way from a cell to its Kestrel; see <see cref="TunnelWebHostExtensions.UseTunnels"/>.</summary>
public sealed class TunnelListener
{
    /// <summary>How many connections may wait until Kestrel takes them; more of them wait in their calls.</summary>
    public const int Backlog = 512;

    private readonly Channel<TunnelConnection> _arrived = Channel.CreateBounded<TunnelConnection>(Backlog);

    internal TunnelListener() => EndPoint = new TunnelEndPoint(this);

    /// <summary>What Kestrel calls the place where it listens.</summary>
    public EndPoint EndPoint { get; }

    internal ChannelReader<TunnelConnection> Arrived => _arrived.Reader;

    /// <summary>Has the connection in a tunnel served. What a handler of a tunnel calls, and waits for: the tunnel ends with the call.</summary>
    /// <param name="tunnel">The bytes, both ways.</param>
    /// <param name="remote">Where they come from, for <c>HttpContext.Connection</c>; null where that is not known.</param>
    /// <param name="context">The call that brought the tunnel. When it is cancelled the connection is cut off; when its cell drains the connection is closed in order.</param>
    /// <param name="features">Gives the connection what its requests find among the features of their <c>HttpContext</c>; null: nothing.</param>
    /// <returns>Completes when Kestrel is done with the connection.</returns>
    /// <exception cref="OperationCanceledException">The call was cancelled before Kestrel took the connection.</exception>
    /// <exception cref="ChannelClosedException">Kestrel does not listen any more.</exception>
    public async ValueTask ServeAsync(IDuplexPipe tunnel, EndPoint? remote, CallContext context, Action<IFeatureCollection>? features = null)
    {
        ArgumentNullException.ThrowIfNull(tunnel);
        await using var connection = new TunnelConnection(tunnel, EndPoint, remote, context.Draining);
        features?.Invoke(connection.Features);
        await using CancellationTokenRegistration broken = context.Cancellation.Register(connection.Abort);
        await _arrived.Writer.WriteAsync(connection, context.Cancellation);
        await connection.Ended;
    }

    internal void Close() => _arrived.Writer.TryComplete();
}
