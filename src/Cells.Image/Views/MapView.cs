using System.Runtime.CompilerServices;
using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>
/// A map, read in place. Looking a key up is a binary search over the entries as they stand: where an image does not have them in ascending order,
/// a key may not be found.
/// </summary>
/// <typeparam name="TKey">How a key is looked at.</typeparam>
/// <typeparam name="TKeyView">What is seen of a key.</typeparam>
/// <typeparam name="TValue">How a value is looked at.</typeparam>
/// <typeparam name="TValueView">What is seen of a value.</typeparam>
public readonly ref struct MapView<TKey, TKeyView, TValue, TValueView> : IChildView<MapView<TKey, TKeyView, TValue, TValueView>>
    where TKey : struct, IKeyView<TKeyView>
    where TKeyView : allows ref struct
    where TValue : struct, IMemberView<TValueView>
    where TValueView : allows ref struct
{
    private readonly BlockList _entries;

    private MapView(ImageChild map)
    {
        _entries = new BlockList(map);
        IsNull = map.IsNull;
    }

    /// <summary>Whether there is no map.</summary>
    public bool IsNull { get; }

    /// <summary>How many entries there are; 0 for null.</summary>
    public int Count => _entries.Count;

    /// <summary>The entry at an index, in the order of the encoded keys.</summary>
    public MapEntryView<TKey, TKeyView, TValue, TValueView> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(ImageBlock.At(_entries[index]));
    }

    /// <inheritdoc/>
    public static MapView<TKey, TKeyView, TValue, TValueView> Of(ImageChild child) => new(child);

    /// <summary>Finds the entry of a key.</summary>
    /// <param name="encodedKey">The key as it stands in the image: the inline bytes, or a string's UTF-8.</param>
    /// <returns>Its index; negative where there is none.</returns>
    public int IndexOf(scoped ReadOnlySpan<byte> encodedKey)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            int order = this[middle].EncodedKey.SequenceCompareTo(encodedKey);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>Finds the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; what stands for a missing one where there is none.</param>
    /// <returns>Whether the map has the key.</returns>
    public bool TryGetValue(scoped TKeyView key, out TValueView value)
    {
        Span<byte> room = stackalloc byte[IKeyView<TKeyView>.MaxInlineBytes];
        return TryGet(TKey.Encode(key, room), out value);
    }

    internal bool TryGet(scoped ReadOnlySpan<byte> encodedKey, out TValueView value)
    {
        int index = IndexOf(encodedKey);
        value = index >= 0 ? this[index].Value : default!;
        return index >= 0;
    }

    /// <summary>Goes through the entries.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the entries.</summary>
    public ref struct Enumerator
    {
        private readonly MapView<TKey, TKeyView, TValue, TValueView> _map;
        private int _index;

        internal Enumerator(MapView<TKey, TKeyView, TValue, TValueView> map)
        {
            _map = map;
            _index = -1;
        }

        /// <summary>The entry here.</summary>
        public readonly MapEntryView<TKey, TKeyView, TValue, TValueView> Current => _map[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _map.Count;
    }
}

/// <summary>An entry of a map, read in place.</summary>
/// <typeparam name="TKey">How a key is looked at.</typeparam>
/// <typeparam name="TKeyView">What is seen of a key.</typeparam>
/// <typeparam name="TValue">How a value is looked at.</typeparam>
/// <typeparam name="TValueView">What is seen of a value.</typeparam>
public readonly ref struct MapEntryView<TKey, TKeyView, TValue, TValueView>
    where TKey : struct, IKeyView<TKeyView>
    where TKeyView : allows ref struct
    where TValue : struct, IMemberView<TValueView>
    where TValueView : allows ref struct
{
    private readonly ImageBlock _block;

    internal MapEntryView(ImageBlock block) => _block = block;

    /// <summary>The key.</summary>
    public TKeyView Key => TKey.Look(_block, KeyOffset);

    /// <summary>The value.</summary>
    public TValueView Value => TValue.Look(_block, ValueOffset);

    /// <summary>Whether the value is not a null reference.</summary>
    public bool HasValue => !TValue.IsNull(_block, ValueOffset);

    internal ReadOnlySpan<byte> EncodedKey => TKey.Encoded(_block, KeyOffset);

    private static int KeyOffset => MemberPlace.First<TKey>();

    private static int ValueOffset => MemberPlace.After<TValue>(KeyOffset + TKey.Bytes);
}
