using System.Runtime.CompilerServices;
using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>
/// A set, read in place. Looking an element up is a binary search over the elements as they stand: where an image does not have them in ascending
/// order, one may not be found.
/// </summary>
/// <typeparam name="TElement">How an element is looked at.</typeparam>
/// <typeparam name="TView">What is seen of an element.</typeparam>
public readonly ref struct SetView<TElement, TView> : IChildView<SetView<TElement, TView>>
    where TElement : struct, IKeyView<TView>
    where TView : allows ref struct
{
    private readonly ImageBlock _elements;

    private SetView(ImageChild set)
    {
        _elements = ImageBlock.Over(set, TElement.Bytes);
        Count = set.Count;
        IsNull = set.IsNull;
    }

    /// <summary>Whether there is no set.</summary>
    public bool IsNull { get; }

    /// <summary>How many elements there are; 0 for null.</summary>
    public int Count { get; }

    /// <summary>The element at an index, in the order of the encoded elements.</summary>
    /// <exception cref="ImageException">The bytes there are no value of this type.</exception>
    public TView this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count)
                ImageErrors.ThrowIndex(index, Count);
            return TElement.Look(_elements, index * TElement.Bytes);
        }
    }

    /// <inheritdoc/>
    public static SetView<TElement, TView> Of(ImageChild child) => new(child);

    /// <summary>Finds an element.</summary>
    /// <param name="encoded">The element as it stands in the image: the inline bytes, or a string's UTF-8.</param>
    /// <returns>Its index; negative where the set does not have it.</returns>
    public int IndexOf(scoped ReadOnlySpan<byte> encoded)
    {
        int low = 0;
        int high = Count - 1;
        while (low <= high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            int order = TElement.Encoded(_elements, middle * TElement.Bytes).SequenceCompareTo(encoded);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>Whether the set has an element.</summary>
    public bool Contains(scoped TView element)
    {
        Span<byte> room = stackalloc byte[IKeyView<TView>.MaxInlineBytes];
        return IndexOf(TElement.Encode(element, room)) >= 0;
    }

    /// <summary>Goes through the elements.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the elements.</summary>
    public ref struct Enumerator
    {
        private readonly SetView<TElement, TView> _set;
        private int _index;

        internal Enumerator(SetView<TElement, TView> set)
        {
            _set = set;
            _index = -1;
        }

        /// <summary>The element here.</summary>
        public readonly TView Current => _set[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _set.Count;
    }
}
