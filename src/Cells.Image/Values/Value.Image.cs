using Cells.Images;
using Cells.Images.Codecs;
using Cells.Images.Values;
using Cells.Images.Views;

namespace Cells;

// On the wire a value is a union with the tags of ValueCase, each case a message of one member; null is the reference that is null.
public readonly partial struct Value : IImageMessage<Value>, IImageUnion<Value>
{
    /// <inheritdoc/>
    static int IImageMessage<Value>.InlineBytes => ValueLayout.ReferenceBytes;

    /// <inheritdoc/>
    static int IImageMessage<Value>.Extend(Value value, int end) => Extend(value, end);

    /// <inheritdoc/>
    static void IImageMessage<Value>.Write(ref ImageWriter writer, int at, Value value)
    {
        writer.BeginBlock(at, ValueLayout.ReferenceBytes, ValueLayout.ReferenceKnown);
        Write(ref writer, at, at + ValueLayout.ReferenceOffset, value);
    }

    /// <inheritdoc/>
    static Value IImageMessage<Value>.Read(ReadOnlySpan<byte> block, ref ReadBudget budget)
    {
        ImageBlock source = ImageBlock.Enter(block, ref budget);
        Value value = Read(source.Child(ValueLayout.ReferenceOffset), ref budget);
        budget.Leave();
        return value;
    }

    /// <inheritdoc/>
    static int IImageUnion<Value>.Extend(Value value, int end) => Extend(value, end);

    /// <inheritdoc/>
    static void IImageUnion<Value>.Write(ref ImageWriter writer, int origin, int at, Value value) => Write(ref writer, origin, at, value);

    /// <inheritdoc/>
    static Value IImageUnion<Value>.Read(ImageChild child, ref ReadBudget budget) => Read(child, ref budget);

    private static int Extend(Value value, int end)
    {
        if (value.IsNull)
            return end;

        end = ImageMeasure.Place(end, 8, ValueLayout.InlineBytes(value.Case));
        switch (value.Case)
        {
            case ValueCase.String:
                return TextCodec.Extend(value.AsString, end);
            case ValueCase.Bytes:
                return BytesCodec.Extend((byte[])value._content!, end);
            case ValueCase.Array:
                end = ImageMeasure.Place(end, 8, 8L * value.Count);
                foreach (Value item in value.Items)
                    end = Extend(item, end);
                return end;
            case ValueCase.Object:
                end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(value.Count, ValueLayout.MemberBytes));
                foreach ((string key, Value content) in value.Members)
                    end = Extend(content, TextCodec.Extend(key, end));
                return end;
            default:
                return end;
        }
    }

    private static void Write(ref ImageWriter writer, int origin, int at, Value value)
    {
        if (value.IsNull)
            return;

        int block = ValueLayout.Begin(ref writer, origin, at, value.Case);
        switch (value.Case)
        {
            case ValueCase.Boolean:
                writer.Put<BooleanCodec, bool>(block + ValueLayout.ByteOffset, value.AsBoolean);
                break;
            case ValueCase.Integer or ValueCase.Double:
                writer.Put<PlainCodec<long>, long>(block + ValueLayout.NumberOffset, value._bits);
                break;
            case ValueCase.String:
                TextCodec.Write(ref writer, block, block + ValueLayout.ReferenceOffset, value.AsString);
                break;
            case ValueCase.Bytes:
                BytesCodec.Write(ref writer, block, block + ValueLayout.ReferenceOffset, (byte[])value._content!);
                break;
            case ValueCase.Array:
                WriteItems(ref writer, block, value.Items);
                break;
            default:
                WriteMembers(ref writer, block, value.Members);
                break;
        }
    }

    private static void WriteItems(ref ImageWriter writer, int block, ReadOnlySpan<Value> items)
    {
        int place = writer.Place(8, 8L * items.Length, out Span<byte> references);
        references.Clear();
        writer.PutReference(block + ValueLayout.ReferenceOffset, place - block, items.Length);
        for (int i = 0; i < items.Length; i++)
            Write(ref writer, place, place + 8 * i, items[i]);
    }

    private static void WriteMembers(ref ImageWriter writer, int block, ReadOnlySpan<KeyValuePair<string, Value>> members)
    {
        int place = MessageListLayout.Begin(ref writer, members.Length, ValueLayout.MemberBytes);
        writer.PutReference(block + ValueLayout.ReferenceOffset, place - block, members.Length);
        for (int i = 0; i < members.Length; i++)
        {
            int member = place + 8 + i * ValueLayout.MemberBytes;
            writer.BeginBlock(member, ValueLayout.MemberBytes, ValueLayout.MemberKnown);
            TextCodec.Write(ref writer, member, member + ValueLayout.KeyOffset, members[i].Key);
            Write(ref writer, member, member + ValueLayout.ValueOffset, members[i].Value);
        }
    }

    private static Value Read(ImageChild child, ref ReadBudget budget)
    {
        if (child.IsNull)
            return Null;

        ValueCase kind = ValueLayout.CaseOf(child);
        ImageBlock block = ImageBlock.Enter(child.Rest, ref budget);
        Value value = kind switch
        {
            ValueCase.Boolean => block.Get<BooleanCodec, bool>(ValueLayout.ByteOffset),
            ValueCase.Integer => block.Get<PlainCodec<long>, long>(ValueLayout.NumberOffset),
            ValueCase.Double => block.Get<PlainCodec<double>, double>(ValueLayout.NumberOffset),
            ValueCase.String => TextCodec.Read(block.Child(ValueLayout.ReferenceOffset), ref budget),
            ValueCase.Bytes => new Value(ValueCase.Bytes, 0, BytesCodec.Read(block.Child(ValueLayout.ReferenceOffset), ref budget)),
            ValueCase.Array => ReadItems(block.Child(ValueLayout.ReferenceOffset), ref budget),
            _ => ReadMembers(block.Child(ValueLayout.ReferenceOffset), ref budget),
        };
        budget.Leave();
        return value;
    }

    private static Value ReadItems(ImageChild list, ref ReadBudget budget)
    {
        budget.Spend(list.Elements(8).Length);
        budget.Enter();
        var items = new Value[list.Count];
        for (int i = 0; i < items.Length; i++)
            items[i] = Read(list.Element(i), ref budget);
        budget.Leave();
        return OfArray(items);
    }

    private static Value ReadMembers(ImageChild list, ref ReadBudget budget)
    {
        var blocks = new BlockList(list);
        var members = new KeyValuePair<string, Value>[blocks.Count];
        for (int i = 0; i < members.Length; i++)
        {
            ImageBlock member = ImageBlock.Enter(blocks[i], ref budget);
            string key = TextKey.Read(member, ValueLayout.KeyOffset, ref budget);
            if (i > 0 && TextKey.Compare(members[i - 1].Key, key) >= 0)
                ImageErrors.ThrowUnsorted();
            members[i] = KeyValuePair.Create(key, Read(member.Child(ValueLayout.ValueOffset), ref budget));
            budget.Leave();
        }

        return new Value(ValueCase.Object, 0, members.Length == 0 ? ObjectContent.Empty : new ObjectContent(members));
    }
}
