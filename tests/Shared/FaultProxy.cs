using System.Net.Sockets;

namespace Cells.Tests;

/// <summary>Stands between two ends of a Unix socket, and does to their bytes what a test asks for.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _target;
    private readonly FaultPlan _toServer;
    private readonly FaultPlan _toClient;
    private readonly Task _accepting;
    private readonly List<Task> _relays = [];

    private FaultProxy(string path, string target, FaultPlan toServer, FaultPlan toClient)
    {
        (_target, _toServer, _toClient) = (target, toServer, toClient);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Listens at a path and passes connections on to another one.</summary>
    public static FaultProxy Start(string path, string target, FaultPlan toServer, FaultPlan toClient) => new(path, target, toServer, toClient);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_relays);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _relays.Add(RelayAsync(await _listener.AcceptAsync()));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed, while it waited or before it began to.
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_target));
            await Task.WhenAll(PassAsync(client, server, _toServer), PassAsync(server, client, _toClient));
        }
    }

    /// <summary>Passes one direction on, and its end.</summary>
    private static async Task PassAsync(Socket from, Socket to, FaultPlan plan)
    {
        var random = new Random(1);
        byte[] buffer = new byte[64 << 10];
        long offset = 0;
        try
        {
            while (await from.ReceiveAsync(buffer) is var received and > 0)
            {
                try
                {
                    if (!await PassAsync(to, buffer.AsMemory(0, received), offset, plan, random))
                        break;
                }
                catch (SocketException)
                {
                    // It has hung up. What it said before is still delivered by the other direction, which ends both.
                    return;
                }

                offset += received;
            }
        }
        catch (SocketException)
        {
            // The other direction ended both.
        }

        // A half-closed connection means nothing in the protocol, and one that was cut is cut both ways.
        Shutdown(from);
        Shutdown(to);
    }

    private static async Task<bool> PassAsync(Socket to, Memory<byte> bytes, long offset, FaultPlan plan, Random random)
    {
        if (In(plan.HoldAt) is { } hold)
        {
            await SendAsync(to, bytes[..hold], plan, random);
            await plan.Resume;
            (bytes, offset) = (bytes[hold..], offset + hold);
        }

        if (In(plan.CorruptAt) is { } corrupt)
            bytes.Span[corrupt] ^= 0x55;
        if (In(plan.CutAt) is { } cut)
        {
            await SendAsync(to, bytes[..cut], plan, random);
            return false;
        }

        if (plan.Drop is { } drop && In(drop.At) is { } dropped)
        {
            await SendAsync(to, bytes[..dropped], plan, random);
            bytes = bytes[Math.Min(bytes.Length, dropped + drop.Count)..];
        }
        else if (plan.Duplicate is { } twice && In(twice.At) is { } doubled)
        {
            int end = Math.Min(bytes.Length, doubled + twice.Count);
            await SendAsync(to, bytes[..end], plan, random);
            bytes = bytes[doubled..];
        }

        await SendAsync(to, bytes, plan, random);
        return true;

        int? In(long? at) => at >= offset && at < offset + bytes.Length ? (int)(at.Value - offset) : null;
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, FaultPlan plan, Random random)
    {
        while (bytes.Length > 0)
        {
            int piece = plan.PieceBytes > 0 ? Math.Min(random.Next(1, plan.PieceBytes + 1), bytes.Length) : bytes.Length;
            bytes = bytes[await to.SendAsync(bytes[..piece])..];
        }
    }

    private static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // It is closed at the other side.
        }
    }
}
