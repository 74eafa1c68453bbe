using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A list of messages: the stride, the blocks, then the blocks' children.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="T">The message.</typeparam>
public readonly struct MessageListCodec<TList, TShape, T> : IChildCodec<TList>
    where TShape : struct, IListShape<TList, T>
    where T : IImageMessage<T>
{
    /// <inheritdoc/>
    public static int Extend(TList value, int end)
    {
        int count = TShape.Count(value);
        end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(count, T.InlineBytes));
        if (TShape.TrySpan(value, out ReadOnlySpan<T> items) && items.Length == count)
        {
            foreach (T item in items)
                end = T.Extend(Present(item), end);
            return end;
        }

        for (int i = 0; i < count; i++)
            end = T.Extend(Present(TShape.Item(value, i)), end);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TList value)
    {
        int count = TShape.Count(value);
        int place = MessageListLayout.Begin(ref writer, count, T.InlineBytes);
        writer.PutReference(at, place - origin, count);
        int stride = T.InlineBytes;
        int block = place + 8;
        if (TShape.TrySpan(value, out ReadOnlySpan<T> items) && items.Length == count)
        {
            foreach (T item in items)
            {
                T.Write(ref writer, block, Present(item));
                block += stride;
            }

            return;
        }

        for (int i = 0; i < count; i++)
            T.Write(ref writer, block + i * stride, Present(TShape.Item(value, i)));
    }

    /// <inheritdoc/>
    public static TList Read(ImageChild child, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        TList list = TShape.Create(blocks.Count, out Span<T> items);
        for (int i = 0; i < items.Length; i++)
            items[i] = T.Read(blocks[i], ref budget);
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
            if (!EqualityComparer<T>.Default.Equals(TShape.Item(left, i), TShape.Item(right, i)))
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
            hash.Add(TShape.Item(value, i));
        return hash.ToHashCode();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Present(T item)
    {
        if (!typeof(T).IsValueType && item is null)
            ImageErrors.ThrowNullElement();
        return item;
    }
}

/// <summary>Copies a list of messages.</summary>
/// <typeparam name="TView">The message's view.</typeparam>
public readonly struct MessageListCopier<TView> : IChildCopier
    where TView : IImageView<TView>, allows ref struct
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(blocks.Count, TView.InlineBytes));
        for (int i = 0; i < blocks.Count; i++)
            end = TView.Extend(TView.At(blocks[i]), end, ref budget);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        int place = MessageListLayout.Begin(ref writer, blocks.Count, TView.InlineBytes);
        writer.PutReference(at, place - origin, blocks.Count);
        for (int i = 0; i < blocks.Count; i++)
            TView.Write(ref writer, place + 8 + i * TView.InlineBytes, TView.At(blocks[i]), ref budget);
    }
}

/// <summary>Where a list of messages has its blocks.</summary>
internal static class MessageListLayout
{
    /// <summary>An empty list has not even a stride.</summary>
    public static long Bytes(int count, int stride) => count == 0 ? 0 : 8 + (long)count * stride;

    public static int Begin(ref ImageWriter writer, int count, int stride)
    {
        int place = writer.Place(8, Bytes(count, stride), out Span<byte> room);
        if (count > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(room, stride);
            BinaryPrimitives.WriteInt32LittleEndian(room[4..], 0);
        }

        return place;
    }
}
