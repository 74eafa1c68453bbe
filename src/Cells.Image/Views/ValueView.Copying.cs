using Cells.Images.Codecs;
using Cells.Images.Values;

namespace Cells.Images.Views;

public readonly ref partial struct ValueView : IImageView<ValueView>, IUnionView<ValueView>
{
    static int IImageView<ValueView>.InlineBytes => ValueLayout.ReferenceBytes;

    static ValueView IImageView<ValueView>.At(ReadOnlySpan<byte> block) => new(block);

    static int IImageView<ValueView>.Reach(ValueView view) => view._case.Rest.Length;

    static int IImageView<ValueView>.Extend(ValueView view, int end, ref ReadBudget budget)
    {
        budget.Enter();
        end = ExtendCase(view._case, end, ref budget);
        budget.Leave();
        return end;
    }

    static void IImageView<ValueView>.Write(ref ImageWriter writer, int at, scoped ValueView view, ref ReadBudget budget)
    {
        budget.Enter();
        writer.BeginBlock(at, ValueLayout.ReferenceBytes, ValueLayout.ReferenceKnown);
        WriteCase(ref writer, at, at + ValueLayout.ReferenceOffset, view._case, ref budget);
        budget.Leave();
    }

    static ValueView IChildView<ValueView>.Of(ImageChild child) => new(child);

    static ImageChild IUnionView<ValueView>.Child(ValueView view) => view._case;

    static int IUnionView<ValueView>.ExtendCase(ImageChild child, int end, ref ReadBudget budget) => ExtendCase(child, end, ref budget);

    static void IUnionView<ValueView>.WriteCase(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget) =>
        WriteCase(ref writer, origin, at, child, ref budget);

    private static int ExtendCase(ImageChild child, int end, ref ReadBudget budget)
    {
        if (child.IsNull)
            return end;

        ValueCase kind = ValueLayout.CaseOf(child);
        ImageBlock block = ImageBlock.Enter(child.Rest, ref budget);
        end = ImageMeasure.Place(end, 8, ValueLayout.InlineBytes(kind));
        ImageChild content = kind >= ValueCase.String ? block.Child(ValueLayout.ReferenceOffset).Or(ImageChild.Empty) : default;
        end = kind switch
        {
            ValueCase.String => TextCodec.Extend(content, end, ref budget),
            ValueCase.Bytes => BytesCodec.Extend(content, end, ref budget),
            ValueCase.Array => ExtendItems(content, end, ref budget),
            ValueCase.Object => MessageListCopier<ValueMemberView>.Extend(content, end, ref budget),
            _ => end,
        };
        budget.Leave();
        return end;
    }

    private static int ExtendItems(ImageChild list, int end, ref ReadBudget budget)
    {
        budget.Spend(list.Elements(8).Length);
        end = ImageMeasure.Place(end, 8, 8L * list.Count);
        for (int i = 0; i < list.Count; i++)
            end = ExtendCase(list.Element(i), end, ref budget);
        return end;
    }

    private static void WriteCase(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        if (child.IsNull)
            return;

        ValueCase kind = ValueLayout.CaseOf(child);
        ImageBlock source = ImageBlock.Enter(child.Rest, ref budget);
        int block = ValueLayout.Begin(ref writer, origin, at, kind);
        int reference = block + ValueLayout.ReferenceOffset;
        ImageChild content = kind >= ValueCase.String ? source.Child(ValueLayout.ReferenceOffset).Or(ImageChild.Empty) : default;
        switch (kind)
        {
            case ValueCase.Boolean:
                writer.Put<BooleanCodec, bool>(block + ValueLayout.ByteOffset, source.Get<BooleanCodec, bool>(ValueLayout.ByteOffset));
                break;
            case ValueCase.Integer or ValueCase.Double:
                writer.Put<PlainCodec<long>, long>(block + ValueLayout.NumberOffset, source.Get<PlainCodec<long>, long>(ValueLayout.NumberOffset));
                break;
            case ValueCase.String:
                TextCodec.Write(ref writer, block, reference, content, ref budget);
                break;
            case ValueCase.Bytes:
                BytesCodec.Write(ref writer, block, reference, content, ref budget);
                break;
            case ValueCase.Array:
                WriteItems(ref writer, block, content, ref budget);
                break;
            default:
                WriteMembers(ref writer, block, content, ref budget);
                break;
        }

        budget.Leave();
    }

    private static void WriteItems(ref ImageWriter writer, int block, scoped ImageChild list, ref ReadBudget budget)
    {
        budget.Spend(list.Elements(8).Length);
        int place = writer.Place(8, 8L * list.Count, out Span<byte> references);
        references.Clear();
        writer.PutReference(block + ValueLayout.ReferenceOffset, place - block, list.Count);
        for (int i = 0; i < list.Count; i++)
            WriteCase(ref writer, place, place + 8 * i, list.Element(i), ref budget);
    }

    /// <summary>Copies members in the order in which they are; they must ascend as they were copied, since what was not may change.</summary>
    private static void WriteMembers(ref ImageWriter writer, int block, scoped ImageChild list, ref ReadBudget budget)
    {
        var members = new BlockList(list);
        int place = MessageListLayout.Begin(ref writer, members.Count, ValueLayout.MemberBytes);
        writer.PutReference(block + ValueLayout.ReferenceOffset, place - block, members.Count);
        int member = place + 8;
        for (int i = 0; i < members.Count; i++, member += ValueLayout.MemberBytes)
        {
            ValueMemberView.Copy(ref writer, member, new ValueMemberView(members[i]), ref budget);
            if (i > 0 && KeyAt(ref writer, member - ValueLayout.MemberBytes).SequenceCompareTo(KeyAt(ref writer, member)) >= 0)
                ImageErrors.ThrowUnsorted();
        }
    }

    private static ReadOnlySpan<byte> KeyAt(ref ImageWriter writer, int member) => new ValueMemberView(writer.Written(member)).Key.Bytes;
}
