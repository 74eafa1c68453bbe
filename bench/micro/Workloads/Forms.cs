using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cells.Images;
using Google.Protobuf;

namespace Cells.Bench.Micro.Workloads;

/// <summary>One value in each form, with the memory that it is written into.</summary>
/// <typeparam name="T">The message.</typeparam>
/// <typeparam name="TProto">The same message of Protocol Buffers.</typeparam>
internal sealed class Forms<T, TProto>
    where T : class, IImageMessage<T>
    where TProto : class, IMessage<TProto>
{
    /// <summary>So many copies are read in turn, so that nothing is known of the next one: a power of two. Large ones need no copies.</summary>
    private const int Copies = 16;

    private const int LargeBytes = 64 << 10;

    private readonly T _value;
    private readonly TProto _proto;
    private readonly JsonTypeInfo<T> _json;
    private readonly MessageParser<TProto> _parser;
    private readonly ArrayRoom _room;
    private readonly byte[] _source;
    private readonly byte[][] _images;
    private readonly byte[] _jsonBytes;
    private readonly byte[] _protoBytes;
    private readonly ArrayBufferWriter<byte> _jsonRoom = new();

    internal Forms(T value, TProto proto, JsonTypeInfo<T> json, MessageParser<TProto> parser)
    {
        _value = value;
        _proto = proto;
        _json = json;
        _parser = parser;
        ImageBytes = ImageCodec.Measure(value);
        _room = new ArrayRoom(Math.Max(ImageBytes, proto.CalculateSize()));
        _source = GC.AllocateArray<byte>(ImageBytes, pinned: true);
        ImageCodec.Write(_source, value);
        _images = [.. Enumerable.Range(0, ImageBytes < LargeBytes ? Copies : 1).Select(_ => Pinned(_source))];
        _protoBytes = proto.ToByteArray();
        _jsonBytes = JsonSerializer.SerializeToUtf8Bytes(value, json);
    }

    internal int ImageBytes { get; }

    /// <summary>Has each form written, and as many bytes merely copied.</summary>
    internal IReadOnlyList<Contender> Write() =>
    [
        new Contender(Workload.Cells, WriteCells),
        new Contender("measured", WriteMeasured),
        new Contender("json", WriteJson),
        new Contender("protobuf", WriteProto),
        new Contender("memcpy", Copy),
    ];

    /// <summary>Has each form looked at.</summary>
    /// <param name="cells">Looks at images in turn, so many times.</param>
    /// <param name="json">Looks at a value.</param>
    /// <param name="proto">Looks at a value.</param>
    internal IReadOnlyList<Contender> Look(Func<byte[][], int, long> cells, Func<T, long> json, Func<TProto, long> proto) =>
    [
        new Contender(Workload.Cells, count => cells(_images, count)),
        new Contender("json", count => Sum(count, () => json(ReadJson()))),
        new Contender("protobuf", count => Sum(count, () => proto(_parser.ParseFrom(_protoBytes)))),
    ];

    /// <summary>Has each form made an owned value.</summary>
    internal IReadOnlyList<Contender> Read() =>
    [
        new Contender(Workload.Cells, count => Sum(count, () => ImageCodec.Read<T>(_source) is null ? 0 : 1)),
        new Contender("json", count => Sum(count, () => ReadJson() is null ? 0 : 1)),
        new Contender("protobuf", count => Sum(count, () => _parser.ParseFrom(_protoBytes) is null ? 0 : 1)),
    ];

    private static byte[] Pinned(byte[] bytes)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(copy, 0);
        return copy;
    }

    private static long Sum(int count, Func<long> run)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += run();
        return sum;
    }

    private T ReadJson() => JsonSerializer.Deserialize(_jsonBytes, _json)!;

    private long WriteCells(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += ImageCodec.Write(_room, _value);
        return sum;
    }

    private long WriteMeasured(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            int size = ImageCodec.Measure(_value);
            ImageCodec.Write(_room.Memory[..size], _value);
            sum += size;
        }

        return sum;
    }

    private long WriteJson(int count)
    {
        using var writer = new Utf8JsonWriter(_jsonRoom, new JsonWriterOptions { SkipValidation = true, MaxDepth = _json.Options.MaxDepth });
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            _jsonRoom.ResetWrittenCount();
            writer.Reset(_jsonRoom);
            JsonSerializer.Serialize(writer, _value, _json);
            sum += _jsonRoom.WrittenCount;
        }

        return sum;
    }

    private long WriteProto(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            int size = _proto.CalculateSize();
            _proto.WriteTo(_room.Memory[..size]);
            sum += size;
        }

        return sum;
    }

    private long Copy(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            _source.CopyTo(_room.Memory);
            sum += _room.Memory[0];
        }

        return sum;
    }
}
