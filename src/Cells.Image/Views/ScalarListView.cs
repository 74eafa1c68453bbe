using System.Runtime.CompilerServices;
using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>A list of values of fixed size, each converted and checked when it is looked at.</summary>
/// <typeparam name="TCodec">How a value stands in the image.</typeparam>
/// <typeparam name="T">The value.</typeparam>
public readonly ref struct ScalarListView<TCodec, T> : IChildView<ScalarListView<TCodec, T>>
    where TCodec : struct, IScalarCodec<T>
{
    private readonly ReadOnlySpan<byte> _bytes;

    private ScalarListView(ReadOnlySpan<byte> bytes, int count, bool isNull)
    {
        _bytes = bytes;
        Count = count;
        IsNull = isNull;
    }

    /// <summary>Whether there is no list.</summary>
    public bool IsNull { get; }

    /// <summary>How many values there are; 0 for null.</summary>
    public int Count { get; }

    /// <summary>The value at an index.</summary>
    /// <exception cref="ImageException">The bytes there are no value of this type.</exception>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count)
                ImageErrors.ThrowIndex(index, Count);
            return TCodec.Read(_bytes.Slice(index * TCodec.Bytes, TCodec.Bytes));
        }
    }

    /// <inheritdoc/>
    public static ScalarListView<TCodec, T> Of(ImageChild child) => new(child.Elements(TCodec.Bytes), child.Count, child.IsNull);

    /// <summary>Goes through the values.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the values.</summary>
    public ref struct Enumerator
    {
        private readonly ScalarListView<TCodec, T> _list;
        private int _index;

        internal Enumerator(ScalarListView<TCodec, T> list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The value here.</summary>
        public readonly T Current => _list[_index];

        /// <summary>Moves on.</summary>
        public bool MoveNext() => ++_index < _list.Count;
    }
}
