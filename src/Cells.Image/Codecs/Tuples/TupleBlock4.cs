using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>The block of a tuple of four.</summary>
/// <typeparam name="TMember1">How item 1 stands.</typeparam>
/// <typeparam name="T1">Item 1.</typeparam>
/// <typeparam name="TMember2">How item 2 stands.</typeparam>
/// <typeparam name="T2">Item 2.</typeparam>
/// <typeparam name="TMember3">How item 3 stands.</typeparam>
/// <typeparam name="T3">Item 3.</typeparam>
/// <typeparam name="TMember4">How item 4 stands.</typeparam>
/// <typeparam name="T4">Item 4.</typeparam>
public readonly struct TupleBlock<TMember1, T1, TMember2, T2, TMember3, T3, TMember4, T4> : IBlockCodec<(T1, T2, T3, T4)>
    where TMember1 : struct, IMemberCodec<T1>
    where TMember2 : struct, IMemberCodec<T2>
    where TMember3 : struct, IMemberCodec<T3>
    where TMember4 : struct, IMemberCodec<T4>
{
    /// <inheritdoc/>
    public static int InlineBytes => MemberPlace.Inline(KnownBytes);

    private static int Offset1 => MemberPlace.First<TMember1>();

    private static int Offset2 => MemberPlace.After<TMember2>(Offset1 + TMember1.Bytes);

    private static int Offset3 => MemberPlace.After<TMember3>(Offset2 + TMember2.Bytes);

    private static int Offset4 => MemberPlace.After<TMember4>(Offset3 + TMember3.Bytes);

    private static int KnownBytes => Offset4 + TMember4.Bytes;

    /// <inheritdoc/>
    public static int Extend((T1, T2, T3, T4) value, int end)
    {
        end = TMember1.Extend(value.Item1, end);
        end = TMember2.Extend(value.Item2, end);
        end = TMember3.Extend(value.Item3, end);
        return TMember4.Extend(value.Item4, end);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int at, (T1, T2, T3, T4) value)
    {
        writer.BeginBlock(at, InlineBytes, KnownBytes);
        TMember1.Write(ref writer, at, Offset1, value.Item1);
        TMember2.Write(ref writer, at, Offset2, value.Item2);
        TMember3.Write(ref writer, at, Offset3, value.Item3);
        TMember4.Write(ref writer, at, Offset4, value.Item4);
    }

    /// <inheritdoc/>
    public static (T1, T2, T3, T4) Read(ReadOnlySpan<byte> block, ref ReadBudget budget)
    {
        ImageBlock source = ImageBlock.Enter(block, ref budget);
        (T1, T2, T3, T4) value = (
            TMember1.Read(source, Offset1, ref budget),
            TMember2.Read(source, Offset2, ref budget),
            TMember3.Read(source, Offset3, ref budget),
            TMember4.Read(source, Offset4, ref budget));
        budget.Leave();
        return value;
    }

    /// <inheritdoc/>
    public static bool Same((T1, T2, T3, T4) left, (T1, T2, T3, T4) right) =>
        TMember1.Same(left.Item1, right.Item1)
        && TMember2.Same(left.Item2, right.Item2)
        && TMember3.Same(left.Item3, right.Item3)
        && TMember4.Same(left.Item4, right.Item4);

    /// <inheritdoc/>
    public static int Hash((T1, T2, T3, T4) value) =>
        HashCode.Combine(TMember1.Hash(value.Item1), TMember2.Hash(value.Item2), TMember3.Hash(value.Item3), TMember4.Hash(value.Item4));
}
