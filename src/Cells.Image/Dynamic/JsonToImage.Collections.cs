using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Maps from objects or lists of entries, sets and tuples from lists.</summary>
internal sealed partial class JsonToImage
{
    private void WriteMap(ValueSchema map, int origin, int at, JsonElement json)
    {
        List<KeyedJson> entries = map.Key!.Kind == ValueKind.Text ? Members(json) : Entries(map, json);
        Sort(entries);
        int header = entries.Count > 0 ? WireLayout.ListHeaderBytes : 0;
        int stride = map.Block.InlineBytes;
        int place = _image.Place(WireLayout.BlockAlignment, header + (long)entries.Count * stride);
        _image.Refer(at, place - origin, entries.Count);
        if (header > 0)
            BinaryPrimitives.WriteInt32LittleEndian(_image.At(place, 4), stride);

        int block = place + header;
        foreach (KeyedJson entry in entries)
        {
            _image.BeginBlock(block, map.Block);
            WriteKey(map.Key, block, block + map.Block.Offsets[0], entry.Key);
            int before = Enter(entry);
            WriteValue(map.Element!, block, block + map.Block.Offsets[1], entry.Json);
            _path.Leave(before);
            block += stride;
        }
    }

    private void WriteSet(ValueSchema set, int origin, int at, JsonElement json)
    {
        var elements = new List<KeyedJson>();
        foreach (JsonElement item in json.EnumerateArray())
        {
            int before = _path.Enter(elements.Count);
            elements.Add(new KeyedJson(EncodeKey(set.Element!, item), null, elements.Count, item));
            _path.Leave(before);
        }

        Sort(elements);
        int stride = set.Element!.Slot.Bytes;
        int place = _image.Place(ListAlignment(set), (long)elements.Count * stride);
        _image.Refer(at, place - origin, elements.Count);
        for (int i = 0; i < elements.Count; i++)
            WriteKey(set.Element, place, place + i * stride, elements[i].Key);
    }

    private void WriteTuple(ValueSchema tuple, int origin, int at, JsonElement? json)
    {
        int place = _image.Place(WireLayout.BlockAlignment, tuple.Block.InlineBytes);
        _image.Refer(at, place - origin, 1);
        WriteTupleBlock(tuple, place, json);
    }

    private void WriteTupleBlock(ValueSchema tuple, int at, JsonElement? json)
    {
        if (json is { } given && given.GetArrayLength() != tuple.Items.Count)
            throw _path.Error($"expected {tuple.Items.Count} items {tuple}, found {given.GetArrayLength()}");
        _image.BeginBlock(at, tuple.Block);
        for (int i = 0; i < tuple.Items.Count; i++)
        {
            int before = _path.Enter(i);
            if (json is { } items)
                WriteValue(tuple.Items[i], at, at + tuple.Block.Offsets[i], items[i]);
            else
                WriteZero(tuple.Items[i], at, at + tuple.Block.Offsets[i]);
            _path.Leave(before);
        }
    }

    /// <summary>The entries of a map with string keys: an object's members.</summary>
    private static List<KeyedJson> Members(JsonElement json)
    {
        var members = new List<KeyedJson>();
        foreach (JsonProperty member in json.EnumerateObject())
            members.Add(new KeyedJson(Encoding.UTF8.GetBytes(member.Name), member.Name, members.Count, member.Value));
        return members;
    }

    /// <summary>The entries of a map with other keys: a list of objects with <c>key</c> and <c>value</c>.</summary>
    private List<KeyedJson> Entries(ValueSchema map, JsonElement json)
    {
        var entries = new List<KeyedJson>();
        foreach (JsonElement item in json.EnumerateArray())
        {
            int before = _path.Enter(entries.Count);
            if (item.ValueKind != JsonValueKind.Object || item.GetPropertyCount() != 2
                || !item.TryGetProperty("key", out JsonElement key) || !item.TryGetProperty("value", out JsonElement value))
            {
                throw _path.Error($"expected an object with key and value, found {JsonPath.Show(item)}");
            }

            _path.Enter("key");
            entries.Add(new KeyedJson(EncodeKey(map.Key!, key), null, entries.Count, value));
            _path.Leave(before);
        }

        return entries;
    }

    private byte[] EncodeKey(ValueSchema key, JsonElement json)
    {
        if (key.Kind == ValueKind.Text)
            return json.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(json.GetString()!) : throw _path.Unexpected(key, json);

        byte[] inline = new byte[key.Slot.Bytes];
        return ScalarFromJson.TryWrite(key, inline, json) ? inline : throw _path.Unexpected(key, json);
    }

    private void Sort(List<KeyedJson> keyed)
    {
        keyed.Sort(static (left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        for (int i = 1; i < keyed.Count; i++)
        {
            if (!keyed[i - 1].Key.AsSpan().SequenceEqual(keyed[i].Key))
                continue;
            Enter(keyed[i]);
            throw _path.Error("is given twice");
        }
    }

    private int Enter(KeyedJson entry) => entry.Name is { } name ? _path.Enter(name) : _path.Enter(entry.Index);

    private void WriteKey(ValueSchema key, int origin, int at, byte[] encoded)
    {
        if (key.IsInline)
            encoded.CopyTo(_image.At(at, encoded.Length));
        else
            WriteBytes(origin, at, 1, encoded);
    }

    /// <summary>An entry of a map or an element of a set.</summary>
    /// <param name="Key">The encoded key.</param>
    /// <param name="Name">The key where it is the name of an object's member.</param>
    /// <param name="Index">Its place in the JSON.</param>
    /// <param name="Json">The value.</param>
    private readonly record struct KeyedJson(byte[] Key, string? Name, int Index, JsonElement Json);
}
