using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>How a block that is no generated message is written and read.</summary>
/// <typeparam name="T">The value.</typeparam>
public interface IBlockCodec<T>
{
    /// <summary>What a block takes.</summary>
    static abstract int InlineBytes { get; }

    /// <summary>Where the image ends after the children of a block have been placed behind <paramref name="end"/>.</summary>
    static abstract int Extend(T value, int end);

    /// <summary>Writes the block at <paramref name="at"/> and its children at the writer's end.</summary>
    static abstract void Write(ref ImageWriter writer, int at, T value);

    /// <summary>Makes an owned value of a block.</summary>
    /// <param name="block">The bytes from the block's start to the image's end.</param>
    /// <param name="budget">What may still be visited.</param>
    static abstract T Read(ReadOnlySpan<byte> block, ref ReadBudget budget);

    /// <summary>Whether both have the same image.</summary>
    static abstract bool Same(T left, T right);

    /// <summary>A hash of the value, the same for values that have the same image.</summary>
    static abstract int Hash(T value);
}

/// <summary>A tuple: a nested block.</summary>
/// <typeparam name="TBlock">Its block.</typeparam>
/// <typeparam name="T">The tuple.</typeparam>
public readonly struct TupleCodec<TBlock, T> : IChildCodec<T>
    where TBlock : struct, IBlockCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(T value, int end) => TBlock.Extend(value, ImageMeasure.Place(end, 8, TBlock.InlineBytes));

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, T value)
    {
        int place = writer.Place(8, TBlock.InlineBytes, out _);
        writer.PutReference(at, place - origin, 1);
        TBlock.Write(ref writer, place, value);
    }

    /// <inheritdoc/>
    public static T Read(ImageChild child, ref ReadBudget budget) => TBlock.Read(child.Or(ImageChild.EmptyMessage).Rest, ref budget);

    /// <inheritdoc/>
    public static bool Same(T left, T right) => TBlock.Same(left, right);

    /// <inheritdoc/>
    public static int Hash(T value) => TBlock.Hash(value);
}

/// <summary>A list of tuples, placed as a list of messages.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="TBlock">A tuple's block.</typeparam>
/// <typeparam name="T">The tuple.</typeparam>
public readonly struct TupleListCodec<TList, TShape, TBlock, T> : IChildCodec<TList>
    where TShape : struct, IListShape<TList, T>
    where TBlock : struct, IBlockCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(TList value, int end)
    {
        int count = TShape.Count(value);
        end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(count, TBlock.InlineBytes));
        for (int i = 0; i < count; i++)
            end = TBlock.Extend(TShape.Item(value, i), end);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TList value)
    {
        int count = TShape.Count(value);
        int place = MessageListLayout.Begin(ref writer, count, TBlock.InlineBytes);
        writer.PutReference(at, place - origin, count);
        for (int i = 0; i < count; i++)
            TBlock.Write(ref writer, place + 8 + i * TBlock.InlineBytes, TShape.Item(value, i));
    }

    /// <inheritdoc/>
    public static TList Read(ImageChild child, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        TList list = TShape.Create(blocks.Count, out Span<T> items);
        for (int i = 0; i < items.Length; i++)
            items[i] = TBlock.Read(blocks[i], ref budget);
        return list;
    }

    /// <inheritdoc/>
    public static bool Same(TList left, TList right)
    {
        int count = TShape.Count(left);
        if (count != TShape.Count(right))
            return false;
        for (int i = 0; i < count; i++)
        {
            if (!TBlock.Same(TShape.Item(left, i), TShape.Item(right, i)))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public static int Hash(TList value)
    {
        var hash = new HashCode();
        int count = TShape.Count(value);
        for (int i = 0; i < count; i++)
            hash.Add(TBlock.Hash(TShape.Item(value, i)));
        return hash.ToHashCode();
    }
}
