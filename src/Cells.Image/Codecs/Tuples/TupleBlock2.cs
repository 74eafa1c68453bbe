using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>The block of a tuple of two.</summary>
/// <typeparam name="TMember1">How item 1 stands.</typeparam>
/// <typeparam name="T1">Item 1.</typeparam>
/// <typeparam name="TMember2">How item 2 stands.</typeparam>
/// <typeparam name="T2">Item 2.</typeparam>
public readonly struct TupleBlock<TMember1, T1, TMember2, T2> : IBlockCodec<(T1, T2)>
    where TMember1 : struct, IMemberCodec<T1>
    where TMember2 : struct, IMemberCodec<T2>
{
    /// <inheritdoc/>
    public static int InlineBytes => MemberPlace.Inline(KnownBytes);

    private static int Offset1 => MemberPlace.First<TMember1>();

    private static int Offset2 => MemberPlace.After<TMember2>(Offset1 + TMember1.Bytes);

    private static int KnownBytes => Offset2 + TMember2.Bytes;

    /// <inheritdoc/>
    public static int Extend((T1, T2) value, int end)
    {
        end = TMember1.Extend(value.Item1, end);
        return TMember2.Extend(value.Item2, end);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int at, (T1, T2) value)
    {
        writer.BeginBlock(at, InlineBytes, KnownBytes);
        TMember1.Write(ref writer, at, Offset1, value.Item1);
        TMember2.Write(ref writer, at, Offset2, value.Item2);
    }

    /// <inheritdoc/>
    public static (T1, T2) Read(ReadOnlySpan<byte> block, ref ReadBudget budget)
    {
        ImageBlock source = ImageBlock.Enter(block, ref budget);
        (T1, T2) value = (
            TMember1.Read(source, Offset1, ref budget),
            TMember2.Read(source, Offset2, ref budget));
        budget.Leave();
        return value;
    }

    /// <inheritdoc/>
    public static bool Same((T1, T2) left, (T1, T2) right) =>
        TMember1.Same(left.Item1, right.Item1)
        && TMember2.Same(left.Item2, right.Item2);

    /// <inheritdoc/>
    public static int Hash((T1, T2) value) =>
        HashCode.Combine(TMember1.Hash(value.Item1), TMember2.Hash(value.Item2));
}
