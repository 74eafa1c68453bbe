using Cells.Images.Views;

namespace Cells.Images.Codecs;

/// <summary>A list of values of fixed size, one behind another.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="TShape">Its kind.</typeparam>
/// <typeparam name="TCodec">How an element stands.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ScalarListCodec<TList, TShape, TCodec, T> : IChildCodec<TList>
    where TShape : struct, IListShape<TList, T>
    where TCodec : struct, IScalarCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(TList value, int end) => ImageMeasure.Place(end, 16, (long)TShape.Count(value) * TCodec.Bytes);

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, TList value)
    {
        int count = TShape.Count(value);
        int place = writer.Place(16, (long)count * TCodec.Bytes, out Span<byte> room);
        writer.PutReference(at, place - origin, count);
        if (TShape.TrySpan(value, out ReadOnlySpan<T> items) && items.Length == count)
        {
            TCodec.WriteAll<TCodec>(room, items);
            return;
        }

        for (int i = 0; i < count; i++)
            TCodec.Write(room.Slice(i * TCodec.Bytes, TCodec.Bytes), TShape.Item(value, i));
    }

    /// <inheritdoc/>
    public static TList Read(ImageChild child, ref ReadBudget budget)
    {
        ReadOnlySpan<byte> elements = child.Elements(TCodec.Bytes);
        budget.Spend(elements.Length);
        TList list = TShape.Create(child.Count, out Span<T> items);
        TCodec.ReadAll<TCodec>(elements, items);
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
            hash.Add(TShape.Item(value, i));
        return hash.ToHashCode();
    }
}

/// <summary>Copies a list of values of fixed size, each of which is checked.</summary>
/// <typeparam name="TCodec">How an element stands.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ScalarListCopier<TCodec, T> : IChildCopier
    where TCodec : struct, IScalarCodec<T>
{
    /// <inheritdoc/>
    public static int Extend(ImageChild child, int end, ref ReadBudget budget)
    {
        int bytes = child.Elements(TCodec.Bytes).Length;
        budget.Spend(bytes);
        return ImageMeasure.Place(end, 16, bytes);
    }

    /// <inheritdoc/>
    public static void Write(ref ImageWriter writer, int origin, int at, scoped ImageChild child, ref ReadBudget budget)
    {
        ReadOnlySpan<byte> elements = child.Elements(TCodec.Bytes);
        budget.Spend(elements.Length);
        int place = writer.Place(16, elements.Length, out Span<byte> room);
        for (int i = 0; i < elements.Length; i += TCodec.Bytes)
            TCodec.Write(room.Slice(i, TCodec.Bytes), TCodec.Read(elements.Slice(i, TCodec.Bytes)));
        writer.PutReference(at, place - origin, child.Count);
    }
}
