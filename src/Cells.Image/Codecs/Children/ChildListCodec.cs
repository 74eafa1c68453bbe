using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A list of strings, byte strings or lists: a reference for each, then what they refer to.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="TCodec">How an element is placed.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ChildListCodec<TList, TShape, TCodec, T> : IChildCodec<TList>
    where TShape : struct, IListShape<TList, T>
    where TCodec : struct, IElementCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(TList value, int end)
    {
        int count = TShape.Count(value);
        end = ImageMeasure.Place(end, 8, 8L * count);
        for (int i = 0; i < count; i++)
            end = TCodec.Extend(TShape.Item(value, i), end);
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TList value)
    {
        int count = TShape.Count(value);
        int place = writer.Place(8, 8L * count, out Span<byte> references);
        references.Clear();
        writer.PutReference(at, place - origin, count);
        for (int i = 0; i < count; i++)
            TCodec.Write(ref writer, place, place + 8 * i, TShape.Item(value, i));
    }

    /// <inheritdoc/>
    public static TList Read(ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Elements(8).Length);
        budget.Enter();
        TList list = TShape.Create(child.Count, out Span<T> items);
        for (int i = 0; i < items.Length; i++)
            items[i] = TCodec.Read(child.Element(i), ref budget);
        budget.Leave();
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
            if (!TCodec.Same(TShape.Item(left, i), TShape.Item(right, i)))
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
            hash.Add(TCodec.Hash(TShape.Item(value, i)));
        return hash.ToHashCode();
    }
}

/// <summary>Copies a list of strings, byte strings or lists.</summary>
/// <typeparam name="TCopier">How an element is copied.</typeparam>
/// <typeparam name="TNull">What null becomes.</typeparam>
public readonly struct ChildListCopier<TCopier, TNull> : IChildCopier
    where TCopier : struct, IChildCopier
    where TNull : struct, INullElement
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        budget.Spend(child.Elements(8).Length);
        budget.Enter();
        end = ImageMeasure.Place(end, 8, 8L * child.Count);
        for (int i = 0; i < child.Count; i++)
        {
            ImageChild element = child.Element(i);
            if (!element.IsNull)
                end = TCopier.Extend(element, end, ref budget);
            else if (!TNull.IsAllowed)
                end = TCopier.Extend(ImageChild.Empty, end, ref budget);
        }

        budget.Leave();
        return end;
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        budget.Spend(child.Elements(8).Length);
        budget.Enter();
        int place = writer.Place(8, 8L * child.Count, out Span<byte> references);
        references.Clear();
        writer.PutReference(at, place - origin, child.Count);
        for (int i = 0; i < child.Count; i++)
        {
            ImageChild element = child.Element(i);
            if (!element.IsNull)
                TCopier.Write(ref writer, place, place + 8 * i, element, ref budget);
            else if (!TNull.IsAllowed)
                TCopier.Write(ref writer, place, place + 8 * i, ImageChild.Empty, ref budget);
        }

        budget.Leave();
    }
}
