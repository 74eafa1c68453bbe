using Cells.Images.Layout;
using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A set: as a list of its elements, ascending by their encoded bytes.</summary>
/// <typeparam name="TSet">The set.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="TCodec">How an element stands.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct SetCodec<TSet, TShape, TCodec, T> : IChildCodec<TSet>
    where TShape : struct, ISetShape<TSet, T>
    where TCodec : struct, IKeyCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(TSet value, int end)
    {
        using SortedItems<T> elements = SortedItems<T>.OfSet<TSet, TShape, TCodec>(value);
        elements.RequireDistinct();
        end = ImageMeasure.Place(end, SetLayout.Alignment<TCodec>(), (long)elements.Items.Length * TCodec.Bytes);
        foreach (T element in elements.Items)
            end = TCodec.Extend(element, end);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TSet value)
    {
        using SortedItems<T> elements = SortedItems<T>.OfSet<TSet, TShape, TCodec>(value);
        elements.RequireDistinct();
        int place = writer.Place(SetLayout.Alignment<TCodec>(), (long)elements.Items.Length * TCodec.Bytes, out Span<byte> room);
        room.Clear();
        writer.PutReference(at, place - origin, elements.Items.Length);
        int offset = 0;
        foreach (T element in elements.Items)
        {
            TCodec.Write(ref writer, place, offset, element);
            offset += TCodec.Bytes;
        }
    }

    /// <inheritdoc/>
    public static TSet Read(ImageChild child, ref ReadBudget budget)
    {
        ImageBlock elements = ImageBlock.Over(child, TCodec.Bytes);
        budget.Spend(child.Count * TCodec.Bytes);
        TSet set = TShape.Create(child.Count);
        ReadOnlySpan<byte> last = default;
        for (int i = 0; i < child.Count; i++)
        {
            int offset = i * TCodec.Bytes;
            ReadOnlySpan<byte> encoded = TCodec.Encoded(elements, offset);
            if (i > 0 && last.SequenceCompareTo(encoded) >= 0)
                ImageErrors.ThrowUnsorted();
            last = encoded;
            if (!TShape.TryAdd(set, TCodec.Read(elements, offset, ref budget)))
                ImageErrors.ThrowSameKey();
        }

        return set;
    }

    /// <inheritdoc/>
    public static bool Same(TSet left, TSet right)
    {
        if (TShape.Count(left) != TShape.Count(right))
            return false;
        using SortedItems<T> first = SortedItems<T>.OfSet<TSet, TShape, TCodec>(left);
        using SortedItems<T> second = SortedItems<T>.OfSet<TSet, TShape, TCodec>(right);
        for (int i = 0; i < first.Items.Length; i++)
        {
            if (!TCodec.Same(first.Items[i], second.Items[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public static int Hash(TSet value)
    {
        using SortedItems<T> elements = SortedItems<T>.OfSet<TSet, TShape, TCodec>(value);
        var hash = new HashCode();
        foreach (T element in elements.Items)
            hash.Add(TCodec.Hash(element));
        return hash.ToHashCode();
    }
}

/// <summary>Copies a set. The order is checked in the copy, which nobody else can change.</summary>
/// <typeparam name="TElement">How an element is looked at.</typeparam>
/// <typeparam name="TView">What is seen of an element.</typeparam>
public readonly struct SetCopier<TElement, TView> : IChildCopier
    where TElement : struct, IKeyView<TView>
    where TView : allows ref struct
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        ImageBlock elements = ImageBlock.Over(child, TElement.Bytes);
        int bytes = child.Count * TElement.Bytes;
        budget.Spend(bytes);
        end = ImageMeasure.Place(end, SetLayout.Alignment<TElement>(), bytes);
        for (int offset = 0; offset < bytes; offset += TElement.Bytes)
            end = TElement.Extend(elements, offset, end, ref budget);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        ImageBlock elements = ImageBlock.Over(child, TElement.Bytes);
        int bytes = child.Count * TElement.Bytes;
        budget.Spend(bytes);
        int place = writer.Place(SetLayout.Alignment<TElement>(), bytes, out Span<byte> room);
        room.Clear();
        writer.PutReference(at, place - origin, child.Count);
        for (int offset = 0; offset < bytes; offset += TElement.Bytes)
        {
            TElement.Write(ref writer, place, offset, elements, ref budget);
            ImageBlock copy = ImageBlock.Over(writer.Written(place), bytes);
            if (offset > 0 && TElement.Encoded(copy, offset - TElement.Bytes).SequenceCompareTo(TElement.Encoded(copy, offset)) >= 0)
                ImageErrors.ThrowUnsorted();
        }
    }
}

/// <summary>Where a set has its elements.</summary>
internal static class SetLayout
{
    /// <summary>That of a list of the same elements.</summary>
    public static int Alignment<TElement>()
        where TElement : struct, IMember => typeof(TElement) == typeof(TextKey) ? WireLayout.BlockAlignment : WireLayout.DataAlignment;
}
