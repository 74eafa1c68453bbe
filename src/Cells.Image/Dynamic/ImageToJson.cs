using System.Buffers.Binary;
using System.Text.Json;
using Cells.Images.Layout;
using Cells.Images.Schemas;
using Cells.Images.Views;

namespace Cells.Images.Dynamic;

/// <summary>Reads an image, of which nothing is believed, into JSON.</summary>
internal sealed class ImageToJson(Utf8JsonWriter json, ReadBudget budget)
{
    private readonly Utf8JsonWriter _json = json;
    private ReadBudget _budget = budget;

    public void WriteMessage(MessageSchema message, ReadOnlySpan<byte> bytes)
    {
        ImageBlock block = ImageBlock.Enter(bytes, ref _budget);
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
        if (!block.Knows(offset + type.Slot.Bytes))
            WriteMissing(member);
        else if (type.IsInline)
            WriteInline(type, block.Bytes.Slice(offset, type.Slot.Bytes));
        else if (block.Child(offset) is { IsNull: false } child)
            WriteChild(type, child);
        else if (type.IsOptional)
            _json.WriteNullValue();
        else
            WriteMissing(member);
    }

    /// <summary>The writer did not know the member, or left null what cannot be null.</summary>
    private void WriteMissing(MemberSchema member)
    {
        Span<byte> inline = stackalloc byte[16];
        inline.Clear();
        if (member.Default is { ValueKind: not JsonValueKind.Null } instead)
        {
            if (!member.Type.IsInline)
                PlainJsonString.Write(_json, instead.GetString()!);
            else if (ScalarFromJson.TryWrite(member.Type, inline[..member.Type.PresentSlot.Bytes], instead))
                ScalarToJson.Write(member.Type, inline, _json);
            else
                throw new ImageException($"The schema's default of {member.Name} is no {member.Type}.");
        }
        else if (member.Type is { IsOptional: false, IsInline: true })
            ScalarToJson.Write(member.Type, inline, _json);
        else
            WriteChild(member.Type, default);
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
            case ValueKind.Message:
                WriteMessage(type.Message!, child.Or(ImageChild.EmptyMessage).Rest);
                break;
            default:
                WriteList(type.Element!, child);
                break;
        }
    }

    private void WriteList(ValueSchema element, ImageChild list)
    {
        _budget.Enter();
        _json.WriteStartArray();
        if (element.IsInline)
        {
            int stride = element.Slot.Bytes;
            ReadOnlySpan<byte> items = list.Elements(stride);
            _budget.Spend(items.Length);
            for (int at = 0; at < items.Length; at += stride)
                WriteInline(element, items.Slice(at, stride));
        }
        else if (element.Kind == ValueKind.Message)
        {
            var blocks = new BlockList(list);
            for (int i = 0; i < blocks.Count; i++)
                WriteMessage(element.Message!, blocks[i]);
        }
        else
        {
            _budget.Spend(list.Elements(WireLayout.ReferenceBytes).Length);
            for (int i = 0; i < list.Count; i++)
                WriteChild(element, list.Element(i));
        }

        _json.WriteEndArray();
        _budget.Leave();
    }
}
