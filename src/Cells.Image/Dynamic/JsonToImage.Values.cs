using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Values;

namespace Cells.Images.Dynamic;

internal sealed partial class JsonToImage
{
    /// <summary>Takes any JSON, and what it cannot write as objects with one marked member.</summary>
    private void WriteDynamic(int origin, int at, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                BooleanCodec.Write(_image.At(BeginValue(origin, at, ValueCase.Boolean) + ValueLayout.ByteOffset, 1), json.GetBoolean());
                break;
            case JsonValueKind.Number:
                WriteNumber(origin, at, json);
                break;
            case JsonValueKind.String:
                int text = BeginValue(origin, at, ValueCase.String);
                WriteBytes(text, text + ValueLayout.ReferenceOffset, 1, Encoding.UTF8.GetBytes(json.GetString()!));
                break;
            case JsonValueKind.Array:
                WriteItems(origin, at, json);
                break;
            case JsonValueKind.Object:
                WriteObject(origin, at, json);
                break;
        }
    }

    private int BeginValue(int origin, int at, ValueCase kind)
    {
        BlockLayout layout = ValueLayout.Of(kind);
        int place = _image.Place(WireLayout.BlockAlignment, layout.InlineBytes);
        _image.Refer(at, place - origin, (int)kind);
        _image.BeginBlock(place, layout);
        return place;
    }

    /// <summary>A number without a fraction or an exponent is an integer where it fits.</summary>
    private void WriteNumber(int origin, int at, JsonElement json)
    {
        string text = json.GetRawText();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            WriteNumber(origin, at, ValueCase.Integer, integer);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real))
            WriteNumber(origin, at, ValueCase.Double, BitConverter.DoubleToInt64Bits(real));
        else
            throw _path.Error($"expected a number that a double can hold, found {JsonPath.Show(json)}");
    }

    private void WriteNumber(int origin, int at, ValueCase kind, long bits) =>
        BinaryPrimitives.WriteInt64LittleEndian(_image.At(BeginValue(origin, at, kind) + ValueLayout.NumberOffset, 8), bits);

    private void WriteItems(int origin, int at, JsonElement json)
    {
        int block = BeginValue(origin, at, ValueCase.Array);
        int count = json.GetArrayLength();
        int place = _image.Place(WireLayout.BlockAlignment, (long)count * WireLayout.ReferenceBytes);
        _image.Refer(block + ValueLayout.ReferenceOffset, place - block, count);
        int index = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            int before = _path.Enter(index);
            WriteDynamic(place, place + index * WireLayout.ReferenceBytes, item);
            _path.Leave(before);
            index++;
        }
    }

    private void WriteObject(int origin, int at, JsonElement json)
    {
        if (json.GetPropertyCount() != 1 || !TryWriteMarked(origin, at, json.EnumerateObject().Single()))
            WriteMembersOf(origin, at, json);
    }

    private void WriteMembersOf(int origin, int at, JsonElement json)
    {
        JsonProperty[] members = Sorted(json);
        int block = BeginValue(origin, at, ValueCase.Object);
        int header = members.Length > 0 ? WireLayout.ListHeaderBytes : 0;
        int place = _image.Place(WireLayout.BlockAlignment, header + (long)members.Length * ValueLayout.MemberBytes);
        _image.Refer(block + ValueLayout.ReferenceOffset, place - block, members.Length);
        if (header > 0)
            BinaryPrimitives.WriteInt32LittleEndian(_image.At(place, 4), ValueLayout.MemberBytes);
        int member = place + header;
        foreach (JsonProperty property in members)
        {
            int before = _path.Enter(property.Name);
            _image.BeginBlock(member, ValueLayout.Member);
            WriteBytes(member, member + ValueLayout.KeyOffset, 1, Encoding.UTF8.GetBytes(property.Name));
            WriteDynamic(member, member + ValueLayout.ValueOffset, property.Value);
            _path.Leave(before);
            member += ValueLayout.MemberBytes;
        }
    }

    private JsonProperty[] Sorted(JsonElement json)
    {
        JsonProperty[] members = [.. json.EnumerateObject()];
        Array.Sort(members, static (left, right) => TextKey.Compare(left.Name, right.Name));
        for (int i = 1; i < members.Length; i++)
        {
            if (members[i].Name == members[i - 1].Name)
            {
                _path.Enter(members[i].Name);
                throw _path.Error("is given twice");
            }
        }

        return members;
    }

    /// <summary>An object with one marked member is what JSON has no form for.</summary>
    private bool TryWriteMarked(int origin, int at, JsonProperty only)
    {
        JsonElement content = only.Value;
        switch (only.Name)
        {
            case ValueText.BytesKey when content.ValueKind == JsonValueKind.String && content.TryGetBytesFromBase64(out byte[]? bytes):
                int block = BeginValue(origin, at, ValueCase.Bytes);
                WriteBytes(block, block + ValueLayout.ReferenceOffset, WireLayout.DataAlignment, bytes);
                return true;
            case ValueText.DoubleKey when content.ValueKind == JsonValueKind.String && content.GetString() is "NaN" or "Infinity" or "-Infinity":
                WriteNumber(origin, at, ValueCase.Double, BitConverter.DoubleToInt64Bits(double.Parse(content.GetString()!, CultureInfo.InvariantCulture)));
                return true;
            case ValueText.ObjectKey when content.ValueKind == JsonValueKind.Object:
                WriteMembersOf(origin, at, content);
                return true;
            case ValueText.BytesKey:
                throw _path.Error($"expected bytes (base64) as {only.Name}, found {JsonPath.Show(content)}");
            case ValueText.DoubleKey:
                throw _path.Error($"expected \"NaN\", \"Infinity\" or \"-Infinity\" as {only.Name}, found {JsonPath.Show(content)}");
            case ValueText.ObjectKey:
                throw _path.Error($"expected an object as {only.Name}, found {JsonPath.Show(content)}");
            default:
                return false;
        }
    }
}
