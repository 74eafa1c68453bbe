using System.Buffers.Binary;
using System.Net.Sockets;
using Cells.Images;
using Cells.Rpc.Protocol;

namespace Cells.Rpc.Tests;

/// <summary>Bytes of the protocol, made by hand.</summary>
internal static class Wire
{
    internal static byte[] Greeting()
    {
        var hello = new Hello("raw", Guid.Empty, 16, 1 << 20, []);
        int bytes = ImageCodec.Measure(hello);
        byte[] greeting = new byte[16 + ((bytes + 15) & ~15)];
        "CELLRPC\0"u8.CopyTo(greeting);
        greeting[8] = 1;
        greeting[10] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(greeting.AsSpan(12), bytes);
        ImageCodec.Write(greeting.AsSpan(16, bytes), hello);
        return greeting;
    }

    /// <summary>A frame of a kind for a channel of a call.</summary>
    internal static byte[] Frame(byte kind, byte flags, ushort channel, uint call, params ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[16 + ((payload.Length + 15) & ~15)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
        (frame[4], frame[5]) = (kind, flags);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), channel);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), call);
        payload.CopyTo(frame.AsSpan(16));
        return frame;
    }

    /// <summary>A request whose image is a block with one <c>i32</c>.</summary>
    internal static byte[] FillRequest(byte method, uint call, int length)
    {
        byte[] frame = new byte[32];
        frame[0] = 8;
        frame[4] = 1;
        frame[6] = method;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), call);
        frame[16] = 8;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(20), length);
        return frame;
    }

    /// <summary>All that comes until the other side closes.</summary>
    internal static byte[] ReadToEnd(Socket raw)
    {
        raw.ReceiveTimeout = (int)ServedDesk.Patience.TotalMilliseconds;
        var all = new MemoryStream();
        byte[] buffer = new byte[65536];
        try
        {
            while (raw.Receive(buffer) is var received and > 0)
                all.Write(buffer, 0, received);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed with bytes of ours unread.
        }

        return all.ToArray();
    }
}
