using Cells.Images.Codecs;
using Cells.Images.Schemas;
using Cells.Images.Views;

namespace Cells.Images.Dynamic;

/// <summary>Maps as objects or lists of entries, sets and tuples as lists.</summary>
internal sealed partial class ImageToJson
{
    private void WriteBlock(ValueSchema type, ReadOnlySpan<byte> bytes)
    {
        if (type.Message is { } message)
            WriteMessage(message, bytes);
        else
            WriteTuple(type, bytes);
    }

    private void WriteTuple(ValueSchema tuple, ReadOnlySpan<byte> bytes)
    {
        ImageBlock block = ImageBlock.Enter(bytes, ref _budget);
        _json.WriteStartArray();
        for (int i = 0; i < tuple.Items.Count; i++)
            WritePart(tuple.Items[i], block, tuple.Block.Offsets[i]);
        _json.WriteEndArray();
        _budget.Leave();
    }

    /// <summary>Writes what has no default but its zero: an item of a tuple, or a part of an entry.</summary>
    private void WritePart(ValueSchema type, ImageBlock block, int offset)
    {
        if (block.Knows(offset + type.Slot.Bytes))
            WriteKnown(type, block, offset);
        else
            WriteZero(type);
    }

    private void WriteMap(ValueSchema map, ImageChild child)
    {
        bool isObject = map.Key!.Kind == ValueKind.Text;
        var blocks = new BlockList(child);
        var order = new KeyOrder(map.Key);
        if (isObject)
            _json.WriteStartObject();
        else
            _json.WriteStartArray();
        for (int i = 0; i < blocks.Count; i++)
        {
            ImageBlock entry = ImageBlock.Enter(blocks[i], ref _budget);
            order.Check(entry, map.Block.Offsets[0], ref _budget);
            if (isObject)
                _json.WritePropertyName(order.LastText);
            else
                WriteEntryKey(map, entry);
            WritePart(map.Element!, entry, map.Block.Offsets[1]);
            if (!isObject)
                _json.WriteEndObject();
            _budget.Leave();
        }

        if (isObject)
            _json.WriteEndObject();
        else
            _json.WriteEndArray();
    }

    private void WriteEntryKey(ValueSchema map, ImageBlock entry)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("key");
        WritePart(map.Key!, entry, map.Block.Offsets[0]);
        _json.WritePropertyName("value");
    }

    private void WriteSet(ValueSchema element, ImageChild child)
    {
        int stride = element.Slot.Bytes;
        ImageBlock elements = ImageBlock.Over(child, stride);
        _budget.Spend(child.Count * stride);
        var order = new KeyOrder(element);
        _json.WriteStartArray();
        for (int i = 0; i < child.Count; i++)
        {
            order.Check(elements, i * stride, ref _budget);
            if (element.IsInline)
                WriteInline(element, elements.Bytes.Slice(i * stride, stride));
            else
                PlainJsonString.Write(_json, order.LastText);
        }

        _json.WriteEndArray();
    }
}
