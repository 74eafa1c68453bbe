using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cells.Images.Views;

/// <summary>The blocks of a list of messages, by the stride that the list gives.</summary>
internal readonly ref struct BlockList
{
    private readonly ReadOnlySpan<byte> _blocks;
    private readonly int _stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BlockList(ImageChild list)
    {
        Count = list.Count;
        if (Count == 0)
            return;

        if (list.Rest.Length < 8)
            ImageErrors.ThrowShortChild(Count, list.Rest.Length);
        uint stride = BinaryPrimitives.ReadUInt32LittleEndian(list.Rest);
        _blocks = list.Rest[8..];
        if (stride < 8 || stride % 8 != 0 || stride > int.MaxValue || (long)stride * Count > _blocks.Length)
            ImageErrors.ThrowShortChild(Count, _blocks.Length);
        _stride = (int)stride;
    }

    public int Count { get; }

    /// <summary>From the start of a block to the image's end.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count)
                ImageErrors.ThrowIndex(index, Count);
            return _blocks[(index * _stride)..];
        }
    }
}
