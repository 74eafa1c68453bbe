namespace Cells.Images.Codecs;

/// <summary>How a kind of map gives its entries, and is made of them.</summary>
/// <typeparam name="TMap">The map.</typeparam>
/// <typeparam name="TKey">A key.</typeparam>
/// <typeparam name="TValue">A value.</typeparam>
public interface IMapShape<TMap, TKey, TValue>
{
    /// <summary>How many entries the map has.</summary>
    static abstract int Count(TMap map);

    /// <summary>Copies all entries to the beginning of an array that has room for them.</summary>
    static abstract void CopyTo(TMap map, KeyValuePair<TKey, TValue>[] entries);

    /// <summary>Makes a map with room for entries.</summary>
    static abstract TMap Create(int capacity);

    /// <summary>Adds an entry; false where the map has one with that key.</summary>
    static abstract bool TryAdd(TMap map, TKey key, TValue value);
}

/// <summary>A <see cref="Dictionary{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">A key.</typeparam>
/// <typeparam name="TValue">A value.</typeparam>
public readonly struct DictionaryShape<TKey, TValue> : IMapShape<Dictionary<TKey, TValue>, TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static int Count(Dictionary<TKey, TValue> map) => map.Count;

    /// <inheritdoc/>
    public static void CopyTo(Dictionary<TKey, TValue> map, KeyValuePair<TKey, TValue>[] entries) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)map).CopyTo(entries, 0);

    /// <inheritdoc/>
    public static Dictionary<TKey, TValue> Create(int capacity) => new(capacity);

    /// <inheritdoc/>
    public static bool TryAdd(Dictionary<TKey, TValue> map, TKey key, TValue value) => map.TryAdd(key, value);
}

/// <summary>An <see cref="IReadOnlyDictionary{TKey, TValue}"/>; read as a <see cref="Dictionary{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">A key.</typeparam>
/// <typeparam name="TValue">A value.</typeparam>
public readonly struct ReadOnlyDictionaryShape<TKey, TValue> : IMapShape<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static int Count(IReadOnlyDictionary<TKey, TValue> map) => map.Count;

    /// <inheritdoc/>
    public static void CopyTo(IReadOnlyDictionary<TKey, TValue> map, KeyValuePair<TKey, TValue>[] entries)
    {
        if (map is ICollection<KeyValuePair<TKey, TValue>> collection)
        {
            collection.CopyTo(entries, 0);
            return;
        }

        int count = 0;
        foreach (KeyValuePair<TKey, TValue> entry in map)
            entries[count++] = entry;
    }

    /// <inheritdoc/>
    public static IReadOnlyDictionary<TKey, TValue> Create(int capacity) => new Dictionary<TKey, TValue>(capacity);

    /// <inheritdoc/>
    public static bool TryAdd(IReadOnlyDictionary<TKey, TValue> map, TKey key, TValue value) => ((Dictionary<TKey, TValue>)map).TryAdd(key, value);
}
