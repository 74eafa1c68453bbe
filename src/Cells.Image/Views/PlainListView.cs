using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>A list of plain values, or a string of bytes, read in place.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly ref struct PlainListView<T> : IChildView<PlainListView<T>>
    where T : unmanaged
{
    private PlainListView(ReadOnlySpan<T> span, bool isNull)
    {
        Span = span;
        IsNull = isNull;
    }

    /// <summary>Whether there is no list.</summary>
    public bool IsNull { get; }

    /// <summary>How many values there are.</summary>
    public int Count => Span.Length;

    /// <summary>The values; empty for null.</summary>
    public ReadOnlySpan<T> Span { get; }

    /// <summary>The value at an index.</summary>
    public T this[int index] => Span[index];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PlainListView<T> Of(ImageChild child) => new(MemoryMarshal.Cast<byte, T>(child.Elements(PlainCodec<T>.Bytes)), child.IsNull);

    /// <summary>Goes through the values.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => Span.GetEnumerator();
}
