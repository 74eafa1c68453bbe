namespace Cells.Images.Codecs;

/// <summary>How a kind of set gives its elements, and is made of them.</summary>
/// <typeparam name="TSet">The set.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public interface ISetShape<TSet, T>
{
    /// <summary>How many elements the set has.</summary>
    static abstract int Count(TSet set);

    /// <summary>Copies all elements to the beginning of an array that has room for them.</summary>
    static abstract void CopyTo(TSet set, T[] elements);

    /// <summary>Makes a set with room for elements.</summary>
    static abstract TSet Create(int capacity);

    /// <summary>Adds an element; false where the set has it.</summary>
    static abstract bool TryAdd(TSet set, T element);
}

/// <summary>A <see cref="HashSet{T}"/>.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct HashSetShape<T> : ISetShape<HashSet<T>, T>
{
    /// <inheritdoc/>
    public static int Count(HashSet<T> set) => set.Count;

    /// <inheritdoc/>
    public static void CopyTo(HashSet<T> set, T[] elements) => set.CopyTo(elements);

    /// <inheritdoc/>
    public static HashSet<T> Create(int capacity) => new(capacity);

    /// <inheritdoc/>
    public static bool TryAdd(HashSet<T> set, T element) => set.Add(element);
}

/// <summary>An <see cref="IReadOnlySet{T}"/>; read as a <see cref="HashSet{T}"/>.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ReadOnlySetShape<T> : ISetShape<IReadOnlySet<T>, T>
{
    /// <inheritdoc/>
    public static int Count(IReadOnlySet<T> set) => set.Count;

    /// <inheritdoc/>
    public static void CopyTo(IReadOnlySet<T> set, T[] elements)
    {
        if (set is ICollection<T> collection)
        {
            collection.CopyTo(elements, 0);
            return;
        }

        int count = 0;
        foreach (T element in set)
            elements[count++] = element;
    }

    /// <inheritdoc/>
    public static IReadOnlySet<T> Create(int capacity) => new HashSet<T>(capacity);

    /// <inheritdoc/>
    public static bool TryAdd(IReadOnlySet<T> set, T element) => ((HashSet<T>)set).Add(element);
}
