using System.Buffers.Binary;

namespace Cells.Transports.SharedMemory;

/// <summary>Where something lies that is lent: 16 bytes, <c>u32 region</c>, <c>u32 offset</c>, <c>u32 bytes</c>, <c>u32 loan</c>.</summary>
/// <param name="Region">The number under which the region was announced.</param>
/// <param name="Offset">From the region's start.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Loan">What the borrower writes when it needs it no longer: the place of that word in the lowest bits.</param>
internal readonly record struct LeaseReference(uint Region, uint Offset, uint Length, uint Loan)
{
    internal const int Bytes = 16;

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Region);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], Loan);
    }

    internal static LeaseReference Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(source[12..]));
}
