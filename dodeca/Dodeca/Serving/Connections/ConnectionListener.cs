using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dodeca.Hosting;
using Dodeca.Http;
using Dodeca.Problems;

namespace Dodeca.Serving.Connections;

/// <summary>Accepts connections, and has each served by the HTTP cell through a tunnel.</summary>
internal sealed class ConnectionListener : IAsyncDisposable
{
    private const int Backlog = 512;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly CellPool<TcpTunnelClient> _http;
    private readonly int _most;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<TunnelledConnection, Task> _open = [];
    private readonly Task _accepting;

    private ConnectionListener(Socket socket, CellPool<TcpTunnelClient> http, int most)
    {
        _socket = socket;
        _http = http;
        _most = most;
        _accepting = AcceptAsync();
    }

    /// <summary>Takes a port.</summary>
    /// <exception cref="SiteException">All that were tried are taken.</exception>
    internal static Socket Bind(ServeOptions options)
    {
        IPAddress address = options.IsPublic ? IPAddress.Any : IPAddress.Loopback;
        for (int tried = 0; tried < options.PortsTried && options.Port + tried <= IPEndPoint.MaxPort; tried++)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, options.Port == 0 ? 0 : options.Port + tried));
                socket.Listen(Backlog);
                return socket;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse && options.Port != 0)
            {
                socket.Dispose();
            }
            catch (SocketException error)
            {
                socket.Dispose();
                throw new SiteException($"port {options.Port} cannot be listened on: {error.Message}", "name another one with -p");
            }
        }

        throw new SiteException($"port {options.Port} is taken, and so are the {options.PortsTried - 1} behind it", "name another one with -p");
    }

    /// <summary>Serves what arrives at a socket.</summary>
    internal static ConnectionListener Start(Socket socket, CellPool<TcpTunnelClient> http, int most) => new(socket, http, most);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _socket.Dispose();
        await _accepting;
        await Task.WhenAll(_open.Values);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Socket accepted = await _socket.AcceptAsync(_over.Token);
                accepted.NoDelay = true;
                MakeRoom();
                var connection = new TunnelledConnection(accepted, _http);
                _open[connection] = ServeAsync(connection);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Whoever came has gone again, or there are too many open files: those take a while to close.
                await Task.Delay(Pause, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(TunnelledConnection connection)
    {
        await Task.Yield();
        try
        {
            await connection.ServeAsync(_over.Token);
        }
        finally
        {
            connection.Dispose();
            _open.TryRemove(connection, out _);
        }
    }

    /// <summary>A further connection takes the place of the one that has been silent for longest.</summary>
    private void MakeRoom()
    {
        if (_open.Count >= _most)
            _open.Keys.MinBy(static connection => connection.LastUse)?.Close();
    }
}
