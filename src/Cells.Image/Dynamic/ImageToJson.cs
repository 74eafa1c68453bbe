using System.Buffers.Binary;
using System.Text.Json;
using Cells.Images.Layout;
using Cells.Images.Schemas;
using Cells.Images.Views;

namespace Cells.Images.Dynamic;

/// <summary>Reads an image, of which nothing is believed, into JSON.</summary>
internal sealed partial class ImageToJson(Utf8JsonWriter json, ReadBudget budget)
{
    private readonly Utf8JsonWriter _json = json;
    private ReadBudget _budget = budget;

    public void WriteMessage(MessageSchema message, ReadOnlySpan<byte> bytes)
    {
        ImageBlock block = ImageBlock.Enter(bytes, ref _budget);
        if (message.Union is { } union)
        {
            WriteUnion(union, block.Child(message.Layout.Offsets[0]));
            _budget.Leave();
            return;
        }

        _json.WriteStartObject();
        for (int i = 0; i < message.Members.Count; i++)
        {
            _json.WritePropertyName(message.Members[i].Name);
            WriteMember(message.Members[i], block, message.Layout.Offsets[i]);
        }

        _json.WriteEndObject();
        _budget.Leave();
    }

    /// <summary>Writes the one member of a message that only wraps it.</summary>
    public void WriteWrapped(MessageSchema message, ReadOnlySpan<byte> bytes)
    {
        ImageBlock block = ImageBlock.Enter(bytes, ref _budget);
        WriteMember(message.Members[0], block, message.Layout.Offsets[0]);
    }

    private void WriteMember(MemberSchema member, ImageBlock block, int offset)
    {
        ValueSchema type = member.Type;
        bool isMissing = !block.Knows(offset + type.Slot.Bytes) || (!type.IsInline && !type.IsOptional && block.Child(offset).IsNull);
        if (isMissing)
            WriteMissing(member);
        else
            WriteKnown(type, block, offset);
    }

    private void WriteKnown(ValueSchema type, ImageBlock block, int offset)
    {
        if (type.IsInline)
            WriteInline(type, block.Bytes.Slice(offset, type.Slot.Bytes));
        else
            WriteChild(type, block.Child(offset));
    }

    /// <summary>The writer did not know the member, or has null where it cannot be.</summary>
    private void WriteMissing(MemberSchema member)
    {
        if (MemberDefaults.Of(member) is { ValueKind: not JsonValueKind.Null } instead)
        {
            Span<byte> inline = stackalloc byte[16];
            if (!member.Type.IsInline)
                PlainJsonString.Write(_json, instead.GetString()!);
            else if (ScalarFromJson.TryWrite(member.Type, inline[..member.Type.PresentSlot.Bytes], instead))
                ScalarToJson.Write(member.Type, inline, _json);
            else
                throw new ImageException($"The schema's default of {member.Name} is no {member.Type}.");
        }
        else
        {
            WriteZero(member.Type);
        }
    }

    private void WriteZero(ValueSchema type)
    {
        if (!type.IsInline)
        {
            WriteChild(type, default);
            return;
        }

        Span<byte> inline = stackalloc byte[type.Slot.Bytes];
        inline.Clear();
        WriteInline(type, inline);
    }

    private void WriteInline(ValueSchema type, ReadOnlySpan<byte> bytes)
    {
        if (!type.IsOptional)
            ScalarToJson.Write(type, bytes, _json);
        else if (Codecs.BooleanCodec.Read(bytes))
            ScalarToJson.Write(type, bytes[type.PresentSlot.Alignment..], _json);
        else
            _json.WriteNullValue();
    }

    private void WriteChild(ValueSchema type, ImageChild child)
    {
        if (child.IsNull && type.IsOptional)
        {
            _json.WriteNullValue();
            return;
        }

        switch (type.Kind)
        {
            case ValueKind.Text:
                _budget.Spend(child.Count);
                PlainJsonString.Write(_json, Codecs.PrivateText.Decode(child.Elements(1)));
                break;
            case ValueKind.Bytes:
                _budget.Spend(child.Count);
                _json.WriteBase64StringValue(child.Elements(1));
                break;
            case ValueKind.Message or ValueKind.Tuple:
                WriteBlock(type, child.Or(ImageChild.EmptyMessage).Rest);
                break;
            case ValueKind.Map:
                WriteMap(type, child);
                break;
            case ValueKind.Set:
                WriteSet(type.Element!, child);
                break;
            case ValueKind.Union:
                WriteUnion(type.Union!, child);
                break;
            case ValueKind.Value:
                WriteValue(child);
                break;
            default:
                WriteList(type.Element!, child);
                break;
        }
    }

    private void WriteList(ValueSchema element, ImageChild list)
    {
        _json.WriteStartArray();
        if (element.IsInline)
        {
            int stride = element.Slot.Bytes;
            ReadOnlySpan<byte> items = list.Elements(stride);
            _budget.Spend(items.Length);
            for (int at = 0; at < items.Length; at += stride)
                WriteInline(element, items.Slice(at, stride));
        }
        else if (element.IsBlock)
        {
            var blocks = new BlockList(list);
            for (int i = 0; i < blocks.Count; i++)
                WriteBlock(element, blocks[i]);
        }
        else
        {
            _budget.Spend(list.Elements(WireLayout.ReferenceBytes).Length);
            _budget.Enter();
            for (int i = 0; i < list.Count; i++)
                WriteChild(element, list.Element(i));
            _budget.Leave();
        }

        _json.WriteEndArray();
    }
}
