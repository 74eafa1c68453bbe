using System.Buffers.Binary;
using Cells.Images;
using Cells.Rpc.Protocol;
using Cells.Transports.Frames;

namespace Cells.Chaos.Fuzzing;

/// <summary>
/// What a hostile peer says on one connection: an introduction, and frames that are right in most ways and wrong in some. The same for the same number.
/// </summary>
/// <param name="dice">Decides.</param>
internal sealed class HostileTalk(Random dice)
{
    /// <summary>How many methods the target serves, with the schema's.</summary>
    private const int Methods = 10;

    private const int PrefaceBytes = 16;

    private readonly MemoryStream _talk = new();
    private readonly List<uint> _calls = [];
    private int _greetingBytes;

    /// <summary>Whether the introduction was said to its end, and as it was meant.</summary>
    internal bool IsGreetingWhole { get; private set; }

    /// <summary>What a client says.</summary>
    internal byte[] OfClient()
    {
        Greet();
        int frames = dice.Next(1, 40);
        for (int i = 0; i < frames; i++)
            Spoil(dice.Next(3) == 0 ? AnyFrame() : Request());
        return Cut();
    }

    /// <summary>What a server answers: introduction first, then outcomes for the ids that a client gives first, and all else.</summary>
    internal byte[] OfServer(HelloContract contract, HelloContract schema)
    {
        Greet(schema, contract);
        for (uint call = 0; call < 8; call++)
            _calls.Add(call | (1u << 20));
        int frames = dice.Next(1, 40);
        for (int i = 0; i < frames; i++)
            Spoil(dice.Next(3) == 0 ? Outcome() : AnyFrame());
        return Cut();
    }

    private void Greet(params HelloContract[] contracts)
    {
        var hello = new Hello("hostile", Guid.Empty, dice.Next(8) == 0 ? Odd() : 64, dice.Next(8) == 0 ? Odd() : 1 << 20, [.. contracts])
        {
            StreamItems = dice.Next(8) == 0 ? Odd() : 16,
            StreamBytes = dice.Next(8) == 0 ? Odd() : 1 << 17,
        };
        byte[] greeting = new byte[PrefaceBytes + FrameHeader.Align(ImageCodec.Measure(hello))];
        "CELLRPC\0"u8.CopyTo(greeting);
        greeting[8] = 1;
        greeting[10] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(greeting.AsSpan(12), ImageCodec.Measure(hello));
        ImageCodec.Write(greeting.AsSpan(PrefaceBytes, ImageCodec.Measure(hello)), hello);
        IsGreetingWhole = dice.Next(20) > 0;
        if (!IsGreetingWhole)
            greeting[dice.Next(greeting.Length)] ^= (byte)(1 << dice.Next(8));
        _talk.Write(greeting);
        _greetingBytes = greeting.Length;
    }

    private byte[] Request()
    {
        uint call = dice.Next(4) == 0 && _calls.Count > 0 ? _calls[dice.Next(_calls.Count)] : (uint)dice.Next(64) | ((uint)dice.Next(4) << 20);
        _calls.Add(call);
        byte[] image = Image(new Ask(dice.Next(), new string('x', dice.Next(40))));
        bool prelude = dice.Next(3) == 0;
        return Frame(
            new FrameHeader(image.Length, FrameKind.Request, prelude ? FrameFlags.Prelude : FrameFlags.None, (ushort)dice.Next(Methods), call)
            {
                RemainingMilliseconds = prelude && dice.Next(2) == 0 ? (uint)dice.Next(50) : FrameHeader.NoDeadline,
                Depth = (ushort)(prelude && dice.Next(4) == 0 ? dice.Next(70) : 0),
            },
            image);
    }

    private byte[] Outcome()
    {
        uint call = _calls[dice.Next(_calls.Count)];
        byte[] image = dice.Next(2) == 0 ? Image(new Answer(dice.Next(), "answer")) : Image(new Failure(dice.Next(16), "failure", dice.Next(2) == 0 ? "T" : null, dice.Next(2) == 0 ? [1, 2, 3] : null));
        return Frame(new FrameHeader(image.Length, dice.Next(2) == 0 ? FrameKind.Response : FrameKind.Error, FrameFlags.None, 0, call), image);
    }

    private byte[] AnyFrame()
    {
        byte[] payload = dice.Next(5) switch
        {
            0 => [],
            1 => Image(new Ask(dice.Next(), "item")),
            2 => [.. BitConverter.GetBytes(Odd()), .. BitConverter.GetBytes(Odd())],
            3 => Image(new Failure(dice.Next(16), "failure", null)),
            _ => Bytes(dice.Next(dice.Next(10) == 0 ? FrameHeader.MaxPayloadBytes : 300)),
        };
        uint call = _calls.Count > 0 && dice.Next(4) > 0 ? _calls[dice.Next(_calls.Count)] : (uint)dice.Next();
        var flags = (FrameFlags)dice.Next(32);
        return Frame(
            new FrameHeader(payload.Length, (FrameKind)dice.Next(1, 15), flags, (ushort)dice.Next(dice.Next(4) == 0 ? 65_536 : 3), call)
            {
                TotalBytes = dice.Next(3) == 0 ? Odd() : payload.Length * dice.Next(1, 4),
                Depth = (ushort)dice.Next(3),
            },
            payload);
    }

    private static byte[] Frame(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[header.FrameBytes];
        header.Write(frame);
        payload.CopyTo(frame.AsSpan(header.PayloadStart));
        return frame;
    }

    private static byte[] Image<T>(T value)
        where T : IImageMessage<T>
    {
        byte[] image = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(image, value);
        return image;
    }

    /// <summary>Says a frame: as it is, changed, doubled, or something else in its place.</summary>
    private void Spoil(byte[] frame)
    {
        switch (dice.Next(12))
        {
            case 0:
                frame[dice.Next(frame.Length)] ^= (byte)(1 << dice.Next(8));
                break;
            case 1:
                frame[dice.Next(Math.Min(frame.Length, 32))] = (byte)dice.Next(256);
                break;
            case 2:
                _talk.Write(frame);
                break;
            case 3 when dice.Next(4) == 0:
                frame = Bytes(dice.Next(200));
                break;
        }

        _talk.Write(frame);
    }

    /// <summary>All of it, or less: the connection may end at any byte.</summary>
    private byte[] Cut()
    {
        byte[] talk = _talk.ToArray();
        if (dice.Next(4) == 0)
            talk = talk[..dice.Next(talk.Length)];
        IsGreetingWhole &= talk.Length >= _greetingBytes;
        return talk;
    }

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        dice.NextBytes(bytes);
        return bytes;
    }

    private int Odd() => dice.Next(6) switch
    {
        0 => 0,
        1 => -1,
        2 => int.MaxValue,
        3 => int.MinValue,
        4 => dice.Next(100),
        _ => dice.Next(),
    };
}
