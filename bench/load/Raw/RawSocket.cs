using System.Net.Sockets;

namespace Cells.Bench.Load.Raw;

/// <summary>A bare Unix socket: it blocks, or asks again and again without blocking.</summary>
internal sealed class RawSocket : IDisposable
{
    private const int SendBufferBytes = 8 << 20;

    private readonly Socket _socket;
    private bool _spin;

    private RawSocket(Socket socket)
    {
        _socket = socket;
        _socket.SendBufferSize = SendBufferBytes;
    }

    /// <summary>Whether it asks again and again instead of blocking.</summary>
    internal bool Spin
    {
        get => _spin;
        set
        {
            _spin = value;
            _socket.Blocking = !value;
        }
    }

    internal static RawSocket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return new RawSocket(socket);
    }

    internal static RawSocket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return new RawSocket(socket);
    }

    internal RawSocket Accept() => new(_socket.Accept());

    /// <summary>Sends all of it.</summary>
    internal void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int sent = _socket.Send(bytes, SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
                throw new SocketException((int)error);
            bytes = bytes[sent..];
        }
    }

    /// <summary>Receives what is there, at least a byte; 0 at the end.</summary>
    internal int Receive(Span<byte> room)
    {
        while (true)
        {
            int received = _socket.Receive(room, SocketFlags.None, out SocketError error);
            switch (error)
            {
                case SocketError.Success:
                    return received;
                case SocketError.WouldBlock:
                    continue;
                case SocketError.ConnectionReset:
                    return 0;
                default:
                    throw new SocketException((int)error);
            }
        }
    }

    /// <summary>Receives as much as there is room for. False at the end.</summary>
    internal bool TryReceiveAll(Span<byte> room)
    {
        while (!room.IsEmpty)
        {
            int received = Receive(room);
            if (received == 0)
                return false;
            room = room[received..];
        }

        return true;
    }

    public void Dispose() => _socket.Dispose();
}
