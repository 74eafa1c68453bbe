using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A map: as a list of messages of a key and a value, ascending by the keys' encoded bytes.</summary>
/// <typeparam name="TMap">The map.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="TKeyCodec">How a key stands.</typeparam>
/// <typeparam name="TKey">A key.</typeparam>
/// <typeparam name="TValueCodec">How a value stands.</typeparam>
/// <typeparam name="TValue">A value.</typeparam>
public readonly struct MapCodec<TMap, TShape, TKeyCodec, TKey, TValueCodec, TValue> : IChildCodec<TMap>
    where TShape : struct, IMapShape<TMap, TKey, TValue>
    where TKeyCodec : struct, IKeyCodec<TKey>
    where TValueCodec : struct, IMemberCodec<TValue>
{
    private static int KeyOffset => MemberPlace.First<TKeyCodec>();

    private static int ValueOffset => MemberPlace.After<TValueCodec>(KeyOffset + TKeyCodec.Bytes);

    private static int KnownBytes => ValueOffset + TValueCodec.Bytes;

    private static int Stride => MemberPlace.Inline(KnownBytes);

    /// <inheritdoc/>
    public static int Extend(TMap value, int end)
    {
        using SortedItems<KeyValuePair<TKey, TValue>> entries = Sorted(value);
        entries.RequireDistinct();
        end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(entries.Items.Length, Stride));
        foreach (KeyValuePair<TKey, TValue> entry in entries.Items)
        {
            end = TKeyCodec.Extend(entry.Key, end);
            end = TValueCodec.Extend(entry.Value, end);
        }

        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TMap value)
    {
        using SortedItems<KeyValuePair<TKey, TValue>> entries = Sorted(value);
        entries.RequireDistinct();
        int place = MessageListLayout.Begin(ref writer, entries.Items.Length, Stride);
        writer.PutReference(at, place - origin, entries.Items.Length);
        int block = place + 8;
        foreach (KeyValuePair<TKey, TValue> entry in entries.Items)
        {
            writer.BeginBlock(block, Stride, KnownBytes);
            TKeyCodec.Write(ref writer, block, KeyOffset, entry.Key);
            TValueCodec.Write(ref writer, block, ValueOffset, entry.Value);
            block += Stride;
        }
    }

    /// <inheritdoc/>
    public static TMap Read(ImageChild child, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        TMap map = TShape.Create(blocks.Count);
        scoped ReadOnlySpan<byte> last = default;
        for (int i = 0; i < blocks.Count; i++)
        {
            ImageBlock entry = ImageBlock.Enter(blocks[i], ref budget);
            ReadOnlySpan<byte> encoded = TKeyCodec.Encoded(entry, KeyOffset);
            if (i > 0 && last.SequenceCompareTo(encoded) >= 0)
                ImageErrors.ThrowUnsorted();
            last = encoded;
            TKey key = TKeyCodec.Read(entry, KeyOffset, ref budget);
            if (!TShape.TryAdd(map, key, TValueCodec.Read(entry, ValueOffset, ref budget)))
                ImageErrors.ThrowSameKey();
            budget.Leave();
        }

        return map;
    }

    /// <inheritdoc/>
    public static bool Same(TMap left, TMap right)
    {
        if (TShape.Count(left) != TShape.Count(right))
            return false;
        using SortedItems<KeyValuePair<TKey, TValue>> first = Sorted(left);
        using SortedItems<KeyValuePair<TKey, TValue>> second = Sorted(right);
        for (int i = 0; i < first.Items.Length; i++)
        {
            if (!TKeyCodec.Same(first.Items[i].Key, second.Items[i].Key) || !TValueCodec.Same(first.Items[i].Value, second.Items[i].Value))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public static int Hash(TMap value)
    {
        using SortedItems<KeyValuePair<TKey, TValue>> entries = Sorted(value);
        var hash = new HashCode();
        foreach (KeyValuePair<TKey, TValue> entry in entries.Items)
        {
            hash.Add(TKeyCodec.Hash(entry.Key));
            hash.Add(TValueCodec.Hash(entry.Value));
        }

        return hash.ToHashCode();
    }

    private static SortedItems<KeyValuePair<TKey, TValue>> Sorted(TMap map) =>
        SortedItems<KeyValuePair<TKey, TValue>>.OfMap<TMap, TShape, TKeyCodec, TKey, TValue>(map);
}

/// <summary>Copies a map. The order is checked in the copy, which nobody else can change.</summary>
/// <typeparam name="TKey">How a key is looked at.</typeparam>
/// <typeparam name="TKeyView">What is seen of a key.</typeparam>
/// <typeparam name="TValue">How a value is looked at.</typeparam>
/// <typeparam name="TValueView">What is seen of a value.</typeparam>
public readonly struct MapCopier<TKey, TKeyView, TValue, TValueView> : IChildCopier
    where TKey : struct, IKeyView<TKeyView>
    where TKeyView : allows ref struct
    where TValue : struct, IMemberView<TValueView>
    where TValueView : allows ref struct
{
    private static int KeyOffset => MemberPlace.First<TKey>();

    private static int ValueOffset => MemberPlace.After<TValue>(KeyOffset + TKey.Bytes);

    private static int KnownBytes => ValueOffset + TValue.Bytes;

    private static int Stride => MemberPlace.Inline(KnownBytes);

    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        end = ImageMeasure.Place(end, 8, MessageListLayout.Bytes(blocks.Count, Stride));
        for (int i = 0; i < blocks.Count; i++)
        {
            ImageBlock entry = ImageBlock.Enter(blocks[i], ref budget);
            end = TKey.Extend(entry, KeyOffset, end, ref budget);
            end = TValue.Extend(entry, ValueOffset, end, ref budget);
            budget.Leave();
        }

        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        var blocks = new BlockList(child);
        int place = MessageListLayout.Begin(ref writer, blocks.Count, Stride);
        writer.PutReference(at, place - origin, blocks.Count);
        int block = place + 8;
        for (int i = 0; i < blocks.Count; i++, block += Stride)
        {
            ImageBlock entry = ImageBlock.Enter(blocks[i], ref budget);
            writer.BeginBlock(block, Stride, KnownBytes);
            TKey.Write(ref writer, block, KeyOffset, entry, ref budget);
            if (i > 0 && Written(ref writer, block - Stride).SequenceCompareTo(Written(ref writer, block)) >= 0)
                ImageErrors.ThrowUnsorted();
            TValue.Write(ref writer, block, ValueOffset, entry, ref budget);
            budget.Leave();
        }
    }

    private static ReadOnlySpan<byte> Written(ref ImageWriter writer, int block) => TKey.Encoded(ImageBlock.At(writer.Written(block)), KeyOffset);
}
