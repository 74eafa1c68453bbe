using System.Runtime.CompilerServices;

namespace Cells.Images.Views;

/// <summary>What a reference refers to: the bytes from there to the image's end, and a count that nobody has checked yet.</summary>
public readonly ref struct ImageChild
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _countAndOne;

    internal ImageChild(ReadOnlySpan<byte> bytes, int count)
    {
        _bytes = bytes;
        _countAndOne = count + 1;
    }

    /// <summary>No bytes: the child of an empty string or list.</summary>
    public static ImageChild Empty => new([], 0);

    /// <summary>A message without members, so that each reads as its default.</summary>
    public static ImageChild EmptyMessage => new(ImageBlock.Empty, 1);

    /// <summary>Whether the reference is null, or the member unknown to the writer.</summary>
    public bool IsNull => _countAndOne == 0;

    /// <summary>The count; 0 for null.</summary>
    public int Count => _countAndOne == 0 ? 0 : _countAndOne - 1;

    /// <summary>The tag of a union's case, which stands in place of the count; 0 for null.</summary>
    public int Tag => Count;

    /// <summary>From the child's start to the image's end.</summary>
    public ReadOnlySpan<byte> Rest => _bytes;

    /// <summary>A child that is not in the image: what a member reads as where the image has none.</summary>
    public static ImageChild Of(ReadOnlySpan<byte> bytes) => new(bytes, bytes.Length);

    /// <summary>This child, or another where this one is null.</summary>
    public ImageChild Or(ImageChild other) => IsNull ? other : this;

    /// <summary>The bytes of <see cref="Count"/> elements.</summary>
    /// <param name="elementBytes">The size of one.</param>
    /// <exception cref="ImageException">The image ends before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Elements(int elementBytes)
    {
        long bytes = (long)Count * elementBytes;
        if (bytes > _bytes.Length)
            ImageErrors.ThrowShortChild(Count, _bytes.Length);
        return _bytes[..(int)bytes];
    }

    /// <summary>Follows the reference of an element of a list of references.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ImageChild Element(int index)
    {
        if ((uint)index >= (uint)Count)
            ImageErrors.ThrowIndex(index, Count);
        return ImageReference.Follow(_bytes, 8 * index, 8 * Count);
    }
}
