using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cells.Images.Codecs;

/// <summary>The entries of a map or the elements of a set in pooled memory, ascending by their encoded keys.</summary>
/// <typeparam name="T">An entry or an element.</typeparam>
internal readonly ref struct SortedItems<T>
{
    private readonly T[] _rented;
    private readonly int _count;

    private SortedItems(T[] rented, int count)
    {
        _rented = rented;
        _count = count;
    }

    public ReadOnlySpan<T> Items => _rented.AsSpan(0, _count);

    public static SortedItems<KeyValuePair<TKey, TValue>> OfMap<TMap, TShape, TOrder, TKey, TValue>(TMap map)
        where TShape : struct, IMapShape<TMap, TKey, TValue>
        where TOrder : struct, IKeyCodec<TKey>
    {
        int count = TShape.Count(map);
        KeyValuePair<TKey, TValue>[] rented = ArrayPool<KeyValuePair<TKey, TValue>>.Shared.Rent(count);
        var items = new SortedItems<KeyValuePair<TKey, TValue>>(rented, count);
        try
        {
            TShape.CopyTo(map, rented);
            items.Sort(KeyOrder<TOrder, TKey>.Entries<TValue>.Comparison);
            return items;
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    public static SortedItems<T> OfSet<TSet, TShape, TOrder>(TSet set)
        where TShape : struct, ISetShape<TSet, T>
        where TOrder : struct, IKeyCodec<T>
    {
        int count = TShape.Count(set);
        T[] rented = ArrayPool<T>.Shared.Rent(count);
        var items = new SortedItems<T>(rented, count);
        try
        {
            TShape.CopyTo(set, rented);
            items.Sort(KeyOrder<TOrder, T>.Comparison);
            return items;
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    public void Dispose() => ArrayPool<T>.Shared.Return(_rented, RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    private void Sort(Comparison<T> comparison)
    {
        Span<T> items = _rented.AsSpan(0, _count);
        items.Sort(comparison);
        for (int i = 1; i < items.Length; i++)
        {
            if (comparison(items[i - 1], items[i]) == 0)
                ImageErrors.ThrowSameKey();
        }
    }

    /// <summary>Delegates are made once, so that sorting allocates nothing.</summary>
    private static class KeyOrder<TOrder, TKey>
        where TOrder : struct, IKeyCodec<TKey>
    {
        public static readonly Comparison<TKey> Comparison = static (left, right) => TOrder.Compare(left, right);

        public static class Entries<TValue>
        {
            public static readonly Comparison<KeyValuePair<TKey, TValue>> Comparison = static (left, right) => TOrder.Compare(left.Key, right.Key);
        }
    }
}
