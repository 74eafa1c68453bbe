using System.Buffers.Binary;
using Cells.Chaos.Fuzzing;
using Cells.Images;
using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Rpc.Protocol;
using Cells.Tests;
using Cells.Transports.Frames;

namespace Cells.Chaos.Hostile;

/// <summary>
/// One session of a hostile cell: it does all that its own memory and its socket let it do. Mostly it keeps to the rules, so that what breaks them finds the host busy.
/// </summary>
internal sealed class HostileLane : IDisposable
{
    private const int WrittenAt = 0;
    private const int ReleasedAt = 64;
    private const int SleepsForBytesAt = 128;
    private const int SleepsForRoomAt = 192;
    private const int ReturnsAt = 4096;
    private const int RingAt = RingPair.RegionBytes - RingPair.CapacityBytes;
    private const int LentBytes = 1 << 18;

    /// <summary>With the schema's, which is the first, and without the last: what asks for the target's status collects its garbage.</summary>
    private const int Methods = 9;

    private const int PatienceMilliseconds = 30_000;

    private readonly Random _dice;
    private readonly UnixSocket _socket;
    private readonly ForeignMemory _own = new(RingPair.RegionBytes);
    private readonly ForeignMemory _lent = new(LentBytes);
    private readonly SharedRegion _host;
    private ulong _written;
    private uint _regions;
    private uint _calls;

    private HostileLane(UnixSocket socket, Random dice)
    {
        _dice = dice;
        _socket = socket;
        socket.SendDescriptors(LaneRecords.Of(1), _own.Descriptor);
        byte[] record = new byte[16];
        (record[0], DescriptorHandle[] descriptors) = socket.ReceiveDescriptors(PatienceMilliseconds);
        for (int got = 1; got < record.Length;)
            got += socket.Receive(record.AsSpan(got)).Bytes;
        _host = SharedRegion.Open(descriptors[0], RingPair.RegionBytes);
        if (ForeignMemory.CanBeWrittenBy(_host.Descriptor, RingPair.RegionBytes))
            throw new InvalidOperationException("The host's memory can be written, cut or punched by another process.");
        socket.SendDescriptors(LaneRecords.Of(3));
        Say(Greeting());
    }

    /// <summary>Opens one.</summary>
    internal static HostileLane Open(string path, Random dice)
    {
        UnixSocket socket = UnixSocket.Connect(path);
        try
        {
            return new HostileLane(socket, dice);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Does one thing. False: the host has ended the session.</summary>
    internal bool TryMutate()
    {
        try
        {
            // Most of the time what the rules allow, so that a session lives for some hundred steps.
            if (_dice.Next(64) == 0)
                Break();
            else
                Strain();
        }
        catch (PlatformException)
        {
            // Its socket takes no more, or has ended, which shows below.
        }

        return _dice.Next(16) > 0 || !HasEnded();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _own.Dispose();
        _lent.Dispose();
        _host.Dispose();
    }

    private bool HasEnded()
    {
        byte[] room = new byte[256];
        while (true)
        {
            SocketResult result = _socket.Receive(room, out DescriptorHandle[] descriptors);
            foreach (DescriptorHandle descriptor in descriptors)
                descriptor.Dispose();
            if (result.IsClosed)
                return true;
            if (result.Bytes == 0)
                return false;
        }
    }

    /// <summary>What a peer may do, though none would do so much of it.</summary>
    private void Strain()
    {
        switch (_dice.Next(12))
        {
            case 0:
                Announce(_lent, LentBytes);
                break;
            case < 4 when _regions > 0:
                Say(Lend((uint)_dice.Next(1, (int)_regions + 1), (uint)_dice.Next(LentBytes / 64) * 64, (uint)_dice.Next(LentBytes)));
                break;
            case 4:
                _own.Write(ReturnsAt + (_dice.Next(RingPair.MaxLoans) * 4), BitConverter.GetBytes(_dice.Next()));
                break;
            case 5:
                _own.Write(SleepsForBytesAt, _dice.Next());
                break;
            case 6:
                _own.Write(SleepsForRoomAt, _dice.Next());
                break;
            case 7:
                ScribbleOverLent();
                break;
            case 8:
                _socket.Ring();
                break;
            default:
                Say(Request());
                break;
        }

        if (_dice.Next(4) == 0)
            _socket.Ring();
    }

    /// <summary>What no peer may do.</summary>
    private void Break()
    {
        switch (_dice.Next(14))
        {
            case 0:
                _own.Write(WrittenAt, Odd());
                break;
            case 1:
                _own.Write(ReleasedAt, Odd());
                break;
            case 2:
                _own.Write(_dice.Next(RingPair.RegionBytes - 64), Bytes(_dice.Next(1, 64)));
                break;
            case 3:
                Say(Bytes(_dice.Next(1, 40) * 16));
                break;
            case 4:
                Say(Lend((uint)Odd(), (uint)Odd(), (uint)Odd()));
                break;
            case 5:
                Say(Lend((uint)_dice.Next(4), (uint)_dice.Next(2 * LentBytes), (uint)_dice.Next(2 * LentBytes)));
                break;
            case 6:
                _socket.Send(Bytes(_dice.Next(1, 60)));
                break;
            case 7:
                _socket.SendDescriptors(0, _own.Descriptor, _lent.Descriptor);
                break;
            case 8:
                Announce(_lent, _dice.Next(3) == 0 ? -1 : _dice.Next());
                break;
            case 9:
                using (var open = new ForeignMemory(8192, seals: _dice.Next(8)))
                    Announce(open, 8192);
                break;
            case 10:
                using (var holes = new ForeignMemory(8192, isComplete: false))
                    Announce(holes, 8192);
                break;
            case 11:
                _socket.Send(Notice((byte)'D', (uint)_dice.Next(8), 0));
                break;
            case 12:
                for (int i = 0; i < 500; i++)
                    _socket.Ring();
                break;
            default:
                byte[] frame = Request();
                frame[_dice.Next(frame.Length)] ^= (byte)(1 << _dice.Next(8));
                Say(frame);
                break;
        }

        _socket.Ring();
    }

    private void ScribbleOverLent() => _lent.Write(_dice.Next(LentBytes - 64), Bytes(_dice.Next(1, 64)));

    private void Announce(ForeignMemory memory, int bytes)
    {
        _socket.SendDescriptors(Notice((byte)'R', ++_regions, bytes), memory.Descriptor);
        if (_regions % 200 == 199)
            _socket.Send(Notice((byte)'D', _regions, 0));
    }

    /// <summary>Writes into the ring, as far as the host has made room, and shows it.</summary>
    private void Say(ReadOnlySpan<byte> bytes)
    {
        ulong released = BinaryPrimitives.ReadUInt64LittleEndian(_host.Memory.Span[ReleasedAt..]);
        if (_written - released + (ulong)bytes.Length > RingPair.CapacityBytes)
            return;
        for (int done = 0; done < bytes.Length;)
        {
            int at = (int)((_written + (ulong)done) % RingPair.CapacityBytes);
            int now = Math.Min(bytes.Length - done, RingPair.CapacityBytes - at);
            _own.Write(RingAt + at, bytes.Slice(done, now).ToArray());
            done += now;
        }

        _written += (ulong)bytes.Length;
        _own.Write(WrittenAt, (long)_written);
    }

    private byte[] Request()
    {
        var ask = new Ask(_dice.Next(), new string('x', _dice.Next(40)));
        byte[] image = new byte[ImageCodec.Measure(ask)];
        ImageCodec.Write(image, ask);
        var header = new FrameHeader(image.Length, FrameKind.Request, FrameFlags.None, (ushort)_dice.Next(Methods), NextCall());
        byte[] frame = new byte[header.FrameBytes];
        header.Write(frame);
        image.CopyTo(frame, header.PayloadStart);
        return frame;
    }

    /// <summary>A request whose image, or something that it refers to, is lent.</summary>
    private byte[] Lend(uint region, uint offset, uint length)
    {
        bool isImage = _dice.Next(2) == 0;
        int count = _dice.Next(1, 4);
        byte[] image = isImage ? [] : Bytes(_dice.Next(1, 6) * 16);
        var header = new FrameHeader(16 + (count * 16) + image.Length, FrameKind.Request, FrameFlags.Leases, (ushort)_dice.Next(Methods), NextCall());
        byte[] frame = new byte[header.FrameBytes];
        header.Write(frame);
        Span<byte> payload = frame.AsSpan(header.PayloadStart);
        BinaryPrimitives.WriteInt32LittleEndian(payload, count);
        payload[4] = isImage ? (byte)1 : (byte)0;
        for (int i = 0; i < count; i++)
        {
            Span<byte> reference = payload[(16 + (i * 16))..];
            BinaryPrimitives.WriteUInt32LittleEndian(reference, region);
            BinaryPrimitives.WriteUInt32LittleEndian(reference[4..], offset);
            BinaryPrimitives.WriteUInt32LittleEndian(reference[8..], Math.Min(length, LentBytes - Math.Min(LentBytes, offset)));
            BinaryPrimitives.WriteInt32LittleEndian(reference[12..], _dice.Next());
        }

        image.CopyTo(payload[(16 + (count * 16))..]);
        return frame;
    }

    private uint NextCall() => ++_calls % 60;

    private byte[] Greeting()
    {
        var hello = new Hello("hostile", Guid.Empty, 64, 1 << 20, []) { StreamItems = 16, StreamBytes = 1 << 17 };
        byte[] greeting = new byte[16 + FrameHeader.Align(ImageCodec.Measure(hello))];
        "CELLRPC\0"u8.CopyTo(greeting);
        greeting[8] = 1;
        greeting[10] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(greeting.AsSpan(12), ImageCodec.Measure(hello));
        ImageCodec.Write(greeting.AsSpan(16, ImageCodec.Measure(hello)), hello);
        return greeting;
    }

    private static byte[] Notice(byte kind, uint number, int bytes)
    {
        byte[] notice = new byte[16];
        notice[0] = kind;
        BinaryPrimitives.WriteUInt32LittleEndian(notice.AsSpan(4), number);
        BinaryPrimitives.WriteInt32LittleEndian(notice.AsSpan(8), bytes);
        return notice;
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _dice.NextBytes(bytes);
        return bytes;
    }

    private long Odd() => _dice.Next(6) switch
    {
        0 => 0,
        1 => -1,
        2 => long.MaxValue,
        3 => long.MinValue,
        4 => (long)_written + _dice.Next(-100, 200_000),
        _ => _dice.NextInt64(),
    };
}
