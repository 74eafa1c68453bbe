using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Schemas;
using Cells.Toml;

namespace Cells.Images.Dynamic;

/// <summary>Writes a message given as JSON as its canonical image.</summary>
internal sealed partial class JsonToImage
{
    private readonly GrowingImage _image = new();
    private readonly JsonPath _path = new();

    public static byte[] Write(MessageSchema message, JsonElement json)
    {
        var writer = new JsonToImage();
        if (json.ValueKind != JsonValueKind.Object)
            throw writer._path.Error($"expected {(message.Union is { } union ? Expectation.Union(union) : $"an object ({message.Name})")}, found {JsonPath.Show(json)}");
        int at = writer._image.Place(WireLayout.BlockAlignment, message.Layout.InlineBytes);
        try
        {
            writer.WriteBlock(message, at, json);
        }
        catch (InvalidOperationException)
        {
            // The one thing that makes a JSON string unreadable: an escape for half of a character.
            throw writer._path.Error("has a string with a lone surrogate");
        }

        return writer._image.ToArray();
    }

    private void WriteBlock(MessageSchema message, int at, JsonElement? json)
    {
        _image.BeginBlock(at, message.Layout);
        if (message.Union is { } union)
        {
            WriteUnion(union, at, at + message.Layout.Offsets[0], json!.Value);
            return;
        }

        JsonElement?[] given = Given(message, json);
        for (int i = 0; i < given.Length; i++)
        {
            MemberSchema member = message.Members[i];
            int before = _path.Enter(member.Name);
            WriteMember(member, at, at + message.Layout.Offsets[i], given[i], isZero: json is null);
            _path.Leave(before);
        }
    }

    /// <summary>The JSON of each member, in the order of the members.</summary>
    private JsonElement?[] Given(MessageSchema message, JsonElement? json)
    {
        var given = new JsonElement?[message.Members.Count];
        if (json is not { } present)
            return given;

        foreach (JsonProperty property in present.EnumerateObject())
        {
            int index = message.IndexOf(property.Name);
            int before = _path.Enter(property.Name);
            if (index < 0)
                throw _path.Error(Unknown(message, property.Name));
            if (given[index] is not null)
                throw _path.Error("is given twice");
            given[index] = property.Value;
            _path.Leave(before);
        }

        return given;
    }

    private static string Unknown(MessageSchema message, string name)
    {
        IEnumerable<string> known = message.Members.Select(static member => member.Name);
        if (NearestName.Find(name, known) is { } nearest)
            return $"{message.Name} has no member '{name}'; did you mean '{nearest}'?";
        return message.Members.Count == 0
            ? $"{message.Name} has no member '{name}'; it has none at all"
            : $"{message.Name} has no member '{name}'; it has {string.Join(", ", known)}";
    }

    private void WriteMember(MemberSchema member, int origin, int at, JsonElement? given, bool isZero)
    {
        if (given is { } value)
            WriteValue(member.Type, origin, at, value);
        else if (!isZero && MemberDefaults.Of(member) is { } instead)
            WriteDefault(member.Type, origin, at, instead);
        else if (member.Type.IsOptional || isZero)
            WriteZero(member.Type, origin, at);
        else
            throw _path.Error($"is missing; expected {Expectation.Of(member.Type)}");
    }

    /// <summary>Null as the default of what cannot be null stands for its zero.</summary>
    private void WriteDefault(ValueSchema type, int origin, int at, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            WriteZero(type, origin, at);
        else
            WriteValue(type, origin, at, json);
    }

    /// <summary>Null where the type has it, else zero or empty.</summary>
    private void WriteZero(ValueSchema type, int origin, int at)
    {
        if (type.IsOptional || type.IsInline)
            return;
        if (type.Kind == ValueKind.Union)
            throw _path.Error($"is missing; expected {Expectation.Of(type)}");
        if (type.Kind == ValueKind.Message)
            WriteNested(type.Message!, origin, at, null);
        else if (type.Kind == ValueKind.Tuple)
            WriteTuple(type, origin, at, null);
        else
            WriteBytes(origin, at, type.Kind == ValueKind.Text ? 1 : ListAlignment(type), []);
    }

    private void WriteValue(ValueSchema type, int origin, int at, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null && type.IsOptional)
            return;

        switch (type.Kind)
        {
            case ValueKind.Scalar or ValueKind.Enum or ValueKind.Fixed:
                WriteInline(type, at, json);
                break;
            case ValueKind.Text when json.ValueKind == JsonValueKind.String:
                WriteBytes(origin, at, 1, Encoding.UTF8.GetBytes(json.GetString()!));
                break;
            case ValueKind.Bytes when json.ValueKind == JsonValueKind.String && json.TryGetBytesFromBase64(out byte[]? bytes):
                WriteBytes(origin, at, WireLayout.DataAlignment, bytes);
                break;
            case ValueKind.List when json.ValueKind == JsonValueKind.Array:
                WriteList(type, origin, at, json);
                break;
            case ValueKind.Map when json.ValueKind == (type.Key!.Kind == ValueKind.Text ? JsonValueKind.Object : JsonValueKind.Array):
                WriteMap(type, origin, at, json);
                break;
            case ValueKind.Set when json.ValueKind == JsonValueKind.Array:
                WriteSet(type, origin, at, json);
                break;
            case ValueKind.Tuple when json.ValueKind == JsonValueKind.Array:
                WriteTuple(type, origin, at, json);
                break;
            case ValueKind.Union when json.ValueKind == JsonValueKind.Object:
                WriteUnion(type.Union!, origin, at, json);
                break;
            case ValueKind.Value:
                WriteDynamic(origin, at, json);
                break;
            case ValueKind.Message when json.ValueKind == JsonValueKind.Object:
                WriteNested(type.Message!, origin, at, json);
                break;
            default:
                throw _path.Unexpected(type, json);
        }
    }

    private void WriteInline(ValueSchema type, int at, JsonElement json)
    {
        WireSlot slot = type.PresentSlot;
        int mark = type.IsOptional ? slot.Alignment : 0;
        if (type.Kind == ValueKind.Fixed)
            WriteFixed(type, at + mark, json);
        else if (!ScalarFromJson.TryWrite(type, _image.At(at + mark, slot.Bytes), json))
            throw _path.Unexpected(type, json);
        if (type.IsOptional)
            _image.At(at, 1)[0] = 1;
    }

    private void WriteBytes(int origin, int at, int alignment, ReadOnlySpan<byte> bytes)
    {
        int place = _image.Place(alignment, bytes.Length);
        bytes.CopyTo(_image.At(place, bytes.Length));
        _image.Refer(at, place - origin, bytes.Length);
    }

    private void WriteNested(MessageSchema message, int origin, int at, JsonElement? json)
    {
        int place = _image.Place(WireLayout.BlockAlignment, message.Layout.InlineBytes);
        _image.Refer(at, place - origin, 1);
        WriteBlock(message, place, json);
    }

    private static int ListAlignment(ValueSchema list) =>
        list.Kind == ValueKind.Bytes || (list.Kind != ValueKind.Map && list.Element!.IsInline) ? WireLayout.DataAlignment : WireLayout.BlockAlignment;

    private void WriteList(ValueSchema type, int origin, int at, JsonElement json)
    {
        ValueSchema element = type.Element!;
        int count = json.GetArrayLength();
        int header = element.IsBlock && count > 0 ? WireLayout.ListHeaderBytes : 0;
        int stride = element.IsBlock ? element.Block.InlineBytes : element.Slot.Bytes;
        int place = _image.Place(ListAlignment(type), header + (long)count * stride);
        _image.Refer(at, place - origin, count);
        if (header > 0)
            BinaryPrimitives.WriteInt32LittleEndian(_image.At(place, 4), stride);

        int first = place + header;
        int index = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            int before = _path.Enter(index);
            WriteElement(element, place, first + index * stride, item);
            _path.Leave(before);
            index++;
        }
    }

    private void WriteElement(ValueSchema element, int origin, int at, JsonElement item)
    {
        if (!element.IsBlock)
            WriteValue(element, origin, at, item);
        else if (element.Kind == ValueKind.Tuple && item.ValueKind == JsonValueKind.Array)
            WriteTupleBlock(element, at, item);
        else if (element.Kind == ValueKind.Message && item.ValueKind == JsonValueKind.Object)
            WriteBlock(element.Message!, at, item);
        else
            throw _path.Unexpected(element, item);
    }
}
