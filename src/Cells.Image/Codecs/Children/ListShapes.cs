using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cells.Images.Codecs;

/// <summary>How a kind of list gives its elements, and is made of them.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public interface IListShape<TList, T>
{
    /// <summary>How many elements the list has.</summary>
    static abstract int Count(TList list);

    /// <summary>The element at an index.</summary>
    static abstract T Item(TList list, int index);

    /// <summary>The elements where they lie side by side in memory; false where they do not.</summary>
    static abstract bool TrySpan(TList list, out ReadOnlySpan<T> items);

    /// <summary>Makes a list whose elements the caller then fills in.</summary>
    static abstract TList Create(int count, out Span<T> items);
}

/// <summary>An array.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ArrayShape<T> : IListShape<T[], T>
{
    /// <inheritdoc/>
    public static int Count(T[] list) => list.Length;

    /// <inheritdoc/>
    public static T Item(T[] list, int index) => list[index];

    /// <inheritdoc/>
    public static bool TrySpan(T[] list, out ReadOnlySpan<T> items)
    {
        items = list;
        return true;
    }

    /// <inheritdoc/>
    public static T[] Create(int count, out Span<T> items)
    {
        T[] list = count == 0 ? [] : new T[count];
        items = list;
        return list;
    }
}

/// <summary>A <see cref="List{T}"/>.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ListShape<T> : IListShape<List<T>, T>
{
    /// <inheritdoc/>
    public static int Count(List<T> list) => list.Count;

    /// <inheritdoc/>
    public static T Item(List<T> list, int index) => list[index];

    /// <inheritdoc/>
    public static bool TrySpan(List<T> list, out ReadOnlySpan<T> items)
    {
        items = CollectionsMarshal.AsSpan(list);
        return true;
    }

    /// <inheritdoc/>
    public static List<T> Create(int count, out Span<T> items)
    {
        var list = new List<T>(count);
        CollectionsMarshal.SetCount(list, count);
        items = CollectionsMarshal.AsSpan(list);
        return list;
    }
}

/// <summary>An <see cref="ImmutableArray{T}"/>; one that was never initialised counts as empty.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ImmutableArrayShape<T> : IListShape<ImmutableArray<T>, T>
{
    /// <inheritdoc/>
    public static int Count(ImmutableArray<T> list) => list.IsDefault ? 0 : list.Length;

    /// <inheritdoc/>
    public static T Item(ImmutableArray<T> list, int index) => list[index];

    /// <inheritdoc/>
    public static bool TrySpan(ImmutableArray<T> list, out ReadOnlySpan<T> items)
    {
        items = list.AsSpan();
        return true;
    }

    /// <inheritdoc/>
    public static ImmutableArray<T> Create(int count, out Span<T> items)
    {
        T[] list = count == 0 ? [] : new T[count];
        items = list;
        return ImmutableCollectionsMarshal.AsImmutableArray(list);
    }
}

/// <summary>An <see cref="IReadOnlyList{T}"/>; read as an array.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ReadOnlyListShape<T> : IListShape<IReadOnlyList<T>, T>
{
    /// <inheritdoc/>
    public static int Count(IReadOnlyList<T> list) => list.Count;

    /// <inheritdoc/>
    public static T Item(IReadOnlyList<T> list, int index) => list[index];

    /// <inheritdoc/>
    public static bool TrySpan(IReadOnlyList<T> list, out ReadOnlySpan<T> items)
    {
        items = list switch
        {
            T[] array => array,
            List<T> growing => CollectionsMarshal.AsSpan(growing),
            _ => default,
        };
        return list is T[] or List<T>;
    }

    /// <inheritdoc/>
    public static IReadOnlyList<T> Create(int count, out Span<T> items) => ArrayShape<T>.Create(count, out items);
}
