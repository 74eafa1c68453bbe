using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cells.Images.Views;

/// <summary>Follows references, forwards only.</summary>
internal static class ImageReference
{
    /// <summary>Follows the reference at <paramref name="at"/>.</summary>
    /// <param name="origin">The bytes from what the reference counts from to the image's end.</param>
    /// <param name="at">The reference's place.</param>
    /// <param name="first">The first offset that a child can have: what lies before holds the reference itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ImageChild Follow(ReadOnlySpan<byte> origin, int at, int first)
    {
        ulong reference = BinaryPrimitives.ReadUInt64LittleEndian(origin.Slice(at, 8));
        if (reference == 0)
            return default;

        uint offset = (uint)reference;
        uint count = (uint)(reference >> 32);
        if (offset < (uint)first || offset > (uint)origin.Length || count >= int.MaxValue)
            return ImageAttachments.Follow(offset, count);
        return new ImageChild(origin[(int)offset..], (int)count);
    }
}
