using System.Net;
using Cells;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebTunnel.Contracts;

namespace WebTunnel.Front;

/// <summary>Accepts TCP connections and passes each to the web server through a tunnel.</summary>
internal sealed class Front : IWebFront, IAsyncDisposable
{
    private readonly IConnectionListener _listener;
    private readonly WebServerClient _server;
    private readonly Task _accepting;
    private int _open;
    private long _accepted;

    private Front(IConnectionListener listener, WebServerClient server)
    {
        _listener = listener;
        _server = server;
        _accepting = AcceptAsync();
    }

    /// <summary>Begins to listen.</summary>
    internal static async Task<Front> ListenAsync(EndPoint endPoint, WebServerClient server)
    {
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new Front(await sockets.BindAsync(endPoint), server);
    }

    /// <inheritdoc/>
    public ValueTask<FrontStatus> StatusAsync(CancellationToken cancellation = default) =>
        new(new FrontStatus(_listener.EndPoint.ToString()!, Volatile.Read(ref _open), Interlocked.Read(ref _accepted)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _listener.UnbindAsync();
        await _accepting;
        await _listener.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        while (await _listener.AcceptAsync() is { } connection)
            _ = PassAsync(connection);
    }

    private async Task PassAsync(ConnectionContext connection)
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _open);
        try
        {
            await using (connection)
            {
                var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using CancellationTokenRegistration closing = connection.ConnectionClosed.Register(closed.SetResult);
                await _server.ServeAsync(connection.RemoteEndPoint?.ToString() ?? "", connection.Transport, connection.ConnectionClosed);

                // The web server is done; the last that it has sent is on its way to the browser, and the connection closes behind it.
                await closed.Task;
            }
        }
        catch (OperationCanceledException)
        {
            // The browser has gone.
        }
        catch (CellException error)
        {
            Console.Error.WriteLine($"A connection was cut off: {error.Message}");
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
