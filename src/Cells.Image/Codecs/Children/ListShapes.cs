using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Cells.Images.Codecs;

/// <summary>How a kind of list gives its elements, and is made of them.</summary>
/// <typeparam name="TList">The list.</typeparam>
/// <typeparam name="T">The element.</typeparam>
public interface IListShape<TList, T>
{
    /// <summary>The elements.</summary>
    static abstract ReadOnlySpan<T> Items(TList list);

    /// <summary>Makes a list whose elements the caller then fills in.</summary>
    static abstract TList Create(int count, out Span<T> items);
}

/// <summary>An array.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ArrayShape<T> : IListShape<T[], T>
{
    /// <inheritdoc/>
    public static ReadOnlySpan<T> Items(T[] list) => list;

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
    public static ReadOnlySpan<T> Items(List<T> list) => CollectionsMarshal.AsSpan(list);

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
    public static ReadOnlySpan<T> Items(ImmutableArray<T> list) => list.AsSpan();

    /// <inheritdoc/>
    public static ImmutableArray<T> Create(int count, out Span<T> items)
    {
        T[] list = count == 0 ? [] : new T[count];
        items = list;
        return ImmutableCollectionsMarshal.AsImmutableArray(list);
    }
}

/// <summary>An <see cref="IReadOnlyList{T}"/>; read as an array. Lists other than arrays and <see cref="List{T}"/> are copied before they are written.</summary>
/// <typeparam name="T">The element.</typeparam>
public readonly struct ReadOnlyListShape<T> : IListShape<IReadOnlyList<T>, T>
{
    /// <inheritdoc/>
    public static ReadOnlySpan<T> Items(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        List<T> growing => CollectionsMarshal.AsSpan(growing),
        _ => list.ToArray(),
    };

    /// <inheritdoc/>
    public static IReadOnlyList<T> Create(int count, out Span<T> items) => ArrayShape<T>.Create(count, out items);
}
