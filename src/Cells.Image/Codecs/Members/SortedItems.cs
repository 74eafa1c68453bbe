using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cells.Images.Codecs;

/// <summary>The entries of a map or the elements of a set in pooled memory, ascending by their encoded keys.</summary>
/// <typeparam name="T">An entry or an element.</typeparam>
internal readonly ref struct SortedItems<T>
{
    private readonly T[] _rented;
    private readonly int _count;
    private readonly Comparison<T> _comparison;

    private SortedItems(T[] rented, int count, Comparison<T> comparison)
    {
        _rented = rented;
        _count = count;
        _comparison = comparison;
    }

    public ReadOnlySpan<T> Items => _rented.AsSpan(0, _count);

    public static SortedItems<KeyValuePair<TKey, TValue>> OfMap<TMap, TShape, TOrder, TKey, TValue>(TMap map)
        where TShape : struct, IMapShape<TMap, TKey, TValue>
        where TOrder : struct, IKeyCodec<TKey>
    {
        int count = TShape.Count(map);
        KeyValuePair<TKey, TValue>[] rented = ArrayPool<KeyValuePair<TKey, TValue>>.Shared.Rent(count);
        var items = new SortedItems<KeyValuePair<TKey, TValue>>(rented, count, KeyOrder<TOrder, TKey>.Entries<TValue>.Comparison);
        try
        {
            TShape.CopyTo(map, rented);
            items.Sort();
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
        var items = new SortedItems<T>(rented, count, KeyOrder<TOrder, T>.Comparison);
        try
        {
            TShape.CopyTo(set, rented);
            items.Sort();
            return items;
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    /// <summary>Refuses keys that are the same once they are encoded, though the collection tells them apart.</summary>
    public void RequireDistinct()
    {
        for (int i = 1; i < _count; i++)
        {
            if (_comparison(_rented[i - 1], _rented[i]) == 0)
                ImageErrors.ThrowSameKey();
        }
    }

    public void Dispose() => ArrayPool<T>.Shared.Return(_rented, RuntimeHelpers.IsReferenceOrContainsReferences<T>());

    private void Sort() => _rented.AsSpan(0, _count).Sort(_comparison);

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
