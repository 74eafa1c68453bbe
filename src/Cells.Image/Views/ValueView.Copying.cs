using Cells.Images.Codecs;
using Cells.Images.Values;
using MembersCopier = Cells.Images.Codecs.MapCopier<
    Cells.Images.Codecs.TextKey,
    Cells.Images.Views.Utf8Text,
    Cells.Images.Codecs.ChildMemberView<Cells.Images.Views.ValueView, Cells.Images.Codecs.UnionCopier<Cells.Images.Views.ValueView>, Cells.Images.Codecs.NullAllowed>,
    Cells.Images.Views.ValueView>;

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
            ValueCase.Array => ChildListCopier<UnionCopier<ValueView>, NullAllowed>.Extend(content, end, ref budget),
            ValueCase.Object => MembersCopier.Extend(content, end, ref budget),
            _ => end,
        };
        budget.Leave();
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
                ChildListCopier<UnionCopier<ValueView>, NullAllowed>.Write(ref writer, block, reference, content, ref budget);
                break;
            default:
                MembersCopier.Write(ref writer, block, reference, content, ref budget);
                break;
        }

        budget.Leave();
    }
}
