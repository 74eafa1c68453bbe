using Cells.Platform.Native;
using Cells.Platform.Sockets;

namespace Cells.Transports.Sockets;

/// <summary>Bytes through the socket itself.</summary>
internal sealed class SocketChannel(UnixSocket socket, string? whyNoSharedMemory) : ByteChannel
{
    private long _receives;
    private long _sends;

    internal override string Transport => "unix";

    internal override string? WhyNoSharedMemory => whyNoSharedMemory;

    internal override DescriptorHandle Descriptor => socket.Handle;

    internal override bool TellsOfRoom => true;

    internal override (long Receive, long Send) SystemCalls => (Volatile.Read(ref _receives), Volatile.Read(ref _sends));

    internal override bool HasRoom => false;

    internal override bool SendsEarly(int frames, long bytes) => SocketBatch.IsFull(frames, bytes);

    internal override SocketResult Receive(Span<byte> room)
    {
        _receives++;
        return socket.Receive(room);
    }

    internal override SocketResult Send(SendPieces pieces)
    {
        _sends++;
        return socket.Send(pieces);
    }

    internal override bool TryPrepareToSleep(bool blocked) => true;

    internal override bool TryWaitForRoom() => true;

    internal override bool WaitReadable(bool blocked, int timeoutMilliseconds)
    {
        _receives++;
        return socket.WaitReadable(blocked, timeoutMilliseconds);
    }

    internal override void ShutdownBoth() => socket.ShutdownBoth();

    internal override void Dispose() => socket.Dispose();
}
