using System.Buffers.Binary;
using Cells.Platform.SharedMemory;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// What precedes a session over shared memory on its socket, 16 bytes each way: the magic <c>CELLANE</c> and a zero byte, <c>u32 version</c>, <c>u32 bytes</c> of the region
/// whose descriptor comes with it.
/// </summary>
internal static class LaneRecord
{
    internal const int Bytes = 16;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "CELLANE\0"u8;

    /// <summary>Whether bytes may begin a record.</summary>
    internal static bool IsBeginning(ReadOnlySpan<byte> bytes) => Magic.StartsWith(bytes[..Math.Min(bytes.Length, Magic.Length)]);

    internal static byte[] Write()
    {
        byte[] record = new byte[Bytes];
        Magic.CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), RingPair.RegionBytes);
        return record;
    }

    /// <param name="record">All of it, beginning as one does.</param>
    /// <exception cref="FrameException">The peer lays its memory out differently.</exception>
    internal static void ThrowUnlessFits(ReadOnlySpan<byte> record)
    {
        int version = BinaryPrimitives.ReadInt32LittleEndian(record[8..]);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(record[12..]);
        if (version != Version || bytes != RingPair.RegionBytes)
            throw new FrameException($"The peer's shared memory has version {version} and {bytes} bytes; this side has version {Version} and {RingPair.RegionBytes} bytes.");
    }
}
