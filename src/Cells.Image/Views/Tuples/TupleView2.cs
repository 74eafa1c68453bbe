using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>A tuple of two, read in place.</summary>
/// <typeparam name="TMember1">How item 1 is looked at.</typeparam>
/// <typeparam name="TItem1">What is seen of item 1.</typeparam>
/// <typeparam name="TMember2">How item 2 is looked at.</typeparam>
/// <typeparam name="TItem2">What is seen of item 2.</typeparam>
public readonly ref struct TupleView<TMember1, TItem1, TMember2, TItem2> : IImageView<TupleView<TMember1, TItem1, TMember2, TItem2>>
    where TMember1 : struct, IMemberView<TItem1>
    where TItem1 : allows ref struct
    where TMember2 : struct, IMemberView<TItem2>
    where TItem2 : allows ref struct
{
    private readonly ImageBlock _block;

    private TupleView(ImageBlock block) => _block = block;

    /// <inheritdoc/>
    public static int InlineBytes => MemberPlace.Inline(KnownBytes);

    /// <summary>Item 1.</summary>
    public TItem1 Item1 => TMember1.Look(_block, Offset1);

    /// <summary>Item 2.</summary>
    public TItem2 Item2 => TMember2.Look(_block, Offset2);

    /// <summary>Whether item 1 is not a null reference.</summary>
    public bool HasItem1 => !TMember1.IsNull(_block, Offset1);

    /// <summary>Whether item 2 is not a null reference.</summary>
    public bool HasItem2 => !TMember2.IsNull(_block, Offset2);

    private static int Offset1 => MemberPlace.First<TMember1>();

    private static int Offset2 => MemberPlace.After<TMember2>(Offset1 + TMember1.Bytes);

    private static int KnownBytes => Offset2 + TMember2.Bytes;

    /// <inheritdoc/>
    public static TupleView<TMember1, TItem1, TMember2, TItem2> At(ReadOnlySpan<byte> block) => new(ImageBlock.At(block));

    /// <inheritdoc/>
    public static int Reach(TupleView<TMember1, TItem1, TMember2, TItem2> view) => view._block.Bytes.Length;

    /// <inheritdoc/>
    public static int Extend(TupleView<TMember1, TItem1, TMember2, TItem2> view, int end, ref ReadBudget budget)
    {
        ImageBlock source = ImageBlock.Enter(view._block, ref budget);
        end = TMember1.Extend(source, Offset1, end, ref budget);
        end = TMember2.Extend(source, Offset2, end, ref budget);
        budget.Leave();
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int at, scoped TupleView<TMember1, TItem1, TMember2, TItem2> view, ref ReadBudget budget)
    {
        ImageBlock source = ImageBlock.Enter(view._block, ref budget);
        writer.BeginBlock(at, InlineBytes, KnownBytes);
        TMember1.Write(ref writer, at, Offset1, source, ref budget);
        TMember2.Write(ref writer, at, Offset2, source, ref budget);
        budget.Leave();
    }
}
