using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cells.Images.Codecs;

namespace Cells.Images.Views;

/// <summary>
/// One block of an image that nobody has validated. Each access checks its own bounds; a member that the writer did not know reads as
/// its default. The bytes may change at any time: wrong values may come of that, nothing worse.
/// </summary>
public readonly ref struct ImageBlock
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _known;

    private ImageBlock(ReadOnlySpan<byte> bytes, int known)
    {
        _bytes = bytes;
        _known = known;
    }

    /// <summary>A block without any member, so that each reads as its default.</summary>
    public static ReadOnlySpan<byte> Empty => [4, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>From the block's start to the image's end.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Stands over a block.</summary>
    /// <param name="bytes">From the block's start to the image's end.</param>
    /// <exception cref="ImageException">The block does not fit into the bytes.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ImageBlock At(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
            ImageErrors.ThrowBadBlock(bytes.Length);
        uint known = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (known < 4 || known > (uint)bytes.Length)
            ImageErrors.ThrowBadBlock(bytes.Length);
        return new ImageBlock(bytes, (int)known);
    }

    /// <summary>Stands over a block that is about to be read into an owned value or copied, a level deeper.</summary>
    public static ImageBlock Enter(ReadOnlySpan<byte> bytes, ref ReadBudget budget)
    {
        ImageBlock block = At(bytes);
        budget.Enter();
        budget.Spend(block._known);
        return block;
    }

    /// <summary>The same for a block that a view stands over already.</summary>
    public static ImageBlock Enter(ImageBlock block, ref ReadBudget budget)
    {
        budget.Enter();
        budget.Spend(block._known);
        return block;
    }

    /// <summary>Stands over the elements of a list, as if they were members.</summary>
    /// <exception cref="ImageException">The image ends before.</exception>
    internal static ImageBlock Over(ImageChild list, int elementBytes) => new(list.Rest, list.Elements(elementBytes).Length);

    /// <summary>Stands over elements that are known to be there.</summary>
    internal static ImageBlock Over(ReadOnlySpan<byte> elements, int bytes) => new(elements, bytes);

    /// <summary>Whether the writer knew the member.</summary>
    /// <param name="end">The member's end in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Knows(int end) => end <= _known;

    /// <summary>Reads a member of fixed size.</summary>
    /// <param name="offset">Its place in the block.</param>
    /// <param name="missing">Its value where the writer did not know it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Get<TCodec, T>(int offset, T missing = default!)
        where TCodec : struct, IScalarCodec<T> =>
        offset + TCodec.Bytes <= _known ? TCodec.Read(_bytes.Slice(offset, TCodec.Bytes)) : missing;

    /// <summary>Follows a reference.</summary>
    /// <param name="offset">Its place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ImageChild Child(int offset) => offset + 8 <= _known ? ImageReference.Follow(_bytes, offset, _known) : default;

    /// <summary>Reads a string in place.</summary>
    /// <param name="offset">Its place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Text Text(int offset) => Utf8Text.Of(Child(offset));

    /// <summary>Reads bytes in place; empty for null.</summary>
    /// <param name="offset">Their place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Data(int offset) => Child(offset).Elements(1);

    /// <summary>Reads a list of plain values in place; empty for null.</summary>
    /// <param name="offset">Its place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Items<T>(int offset)
        where T : unmanaged => PlainListView<T>.Of(Child(offset)).Span;

    /// <summary>Stands over a nested message; for null, over a message without members.</summary>
    /// <param name="offset">Its place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TView Message<TView>(int offset)
        where TView : IImageView<TView>, allows ref struct
    {
        ImageChild child = Child(offset);
        return child.IsNull ? default! : TView.At(child.Rest);
    }

    /// <summary>Stands over a union.</summary>
    /// <param name="offset">Its place in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TView Union<TView>(int offset)
        where TView : IUnionView<TView>, allows ref struct => TView.Of(Child(offset));
}
