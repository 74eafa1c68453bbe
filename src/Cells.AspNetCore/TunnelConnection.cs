using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Cells.AspNetCore;

/// <summary>A connection whose bytes come through a tunnel.</summary>
internal sealed class TunnelConnection : ConnectionContext
{
    private readonly CancellationToken _draining;
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TunnelConnection(IDuplexPipe tunnel, EndPoint local, EndPoint? remote, CancellationToken draining)
    {
        _draining = draining;
        Transport = tunnel;
        RemoteEndPoint = remote;
        LocalEndPoint = local;
        ConnectionClosed = _closed.Token;
    }

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString("n");

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    /// <summary>Completes when Kestrel is done with the connection.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>A connection that rests between two requests must not keep the cell from being stopped or replaced. Kestrel can be told from here on, and not before it has accepted the connection.</summary>
    internal static async Task DrainAsync(ConnectionContext connection, Func<Task> serve)
    {
        await using CancellationTokenRegistration draining = ((TunnelConnection)connection)._draining.Register(
            () => connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose());
        await serve();
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        _closed.Cancel();
        Transport.Input.CancelPendingRead();
        _ended.TrySetResult();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        return base.DisposeAsync();
    }
}
