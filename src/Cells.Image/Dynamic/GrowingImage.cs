using System.Buffers.Binary;
using Cells.Images.Layout;

namespace Cells.Images.Dynamic;

/// <summary>An image of which the size shows only when it is built. What was not written is zero.</summary>
internal sealed class GrowingImage
{
    private byte[] _bytes = new byte[256];
    private int _end;

    public int End => _end;

    /// <summary>Takes room at the end and returns its place.</summary>
    public int Place(int alignment, long bytes)
    {
        int place = ImageMeasure.Place(_end, alignment, 0);
        int end = ImageMeasure.Place(place, 1, bytes);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Clamp(2L * _bytes.Length, end, ImageLimits.MaxImageBytes));
        _end = end;
        return place;
    }

    public Span<byte> At(int place, int bytes) => _bytes.AsSpan(place, bytes);

    public void Refer(int at, int offset, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(At(at, 4), offset);
        BinaryPrimitives.WriteInt32LittleEndian(At(at + 4, 4), count);
    }

    /// <summary>Takes room for a block and writes its size word.</summary>
    public void BeginBlock(int at, BlockLayout layout) => BinaryPrimitives.WriteInt32LittleEndian(At(at, 4), layout.KnownBytes);

    public byte[] ToArray() => _bytes.AsSpan(0, _end).ToArray();
}
