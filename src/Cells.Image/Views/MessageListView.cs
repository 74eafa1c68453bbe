using System.Runtime.CompilerServices;

namespace Cells.Images.Views;

/// <summary>A list of messages, read in place.</summary>
/// <typeparam name="TView">The view of a message.</typeparam>
public readonly ref struct MessageListView<TView> : IChildView<MessageListView<TView>>
    where TView : IImageView<TView>, allows ref struct
{
    private readonly BlockList _blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MessageListView(ImageChild list)
    {
        _blocks = new BlockList(list);
        IsNull = list.IsNull;
    }

    /// <summary>Whether there is no list.</summary>
    public bool IsNull { get; }

    /// <summary>How many messages there are; 0 for null.</summary>
    public int Count => _blocks.Count;

    /// <summary>The message at an index.</summary>
    public TView this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TView.At(_blocks[index]);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MessageListView<TView> Of(ImageChild child) => new(child);

    /// <summary>Goes through the messages.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the messages.</summary>
    public ref struct Enumerator
    {
        private readonly MessageListView<TView> _list;
        private int _index;

        internal Enumerator(MessageListView<TView> list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The message here.</summary>
        public readonly TView Current => _list[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _list.Count;
    }
}
