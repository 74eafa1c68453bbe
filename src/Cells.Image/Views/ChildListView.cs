using System.Runtime.CompilerServices;

namespace Cells.Images.Views;

/// <summary>A list of strings, byte strings or lists, read in place.</summary>
/// <typeparam name="TView">The view of an element.</typeparam>
public readonly ref struct ChildListView<TView> : IChildView<ChildListView<TView>>
    where TView : IChildView<TView>, allows ref struct
{
    private readonly ImageChild _list;

    private ChildListView(ImageChild list) => _list = list;

    /// <summary>Whether there is no list.</summary>
    public bool IsNull => _list.IsNull;

    /// <summary>How many elements there are; 0 for null.</summary>
    public int Count => _list.Count;

    /// <summary>The element at an index.</summary>
    public TView this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TView.Of(_list.Element(index));
    }

    /// <inheritdoc/>
    public static ChildListView<TView> Of(ImageChild child)
    {
        _ = child.Elements(8);
        return new ChildListView<TView>(child);
    }

    /// <summary>Goes through the elements.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the elements.</summary>
    public ref struct Enumerator
    {
        private readonly ChildListView<TView> _list;
        private int _index;

        internal Enumerator(ChildListView<TView> list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The element here.</summary>
        public readonly TView Current => _list[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _list.Count;
    }
}
