using System.Buffers.Binary;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// What a frame with <see cref="FrameFlags.Leases"/> begins its payload with: <c>u32 count</c>, <c>u32 flags</c> (1: the first is the image itself, and nothing follows the
/// table), <c>u64 zero</c>, and so many references. Behind it stands the image, where it is none of them.
/// </summary>
internal static class LeaseTable
{
    /// <summary>The image itself, and what it refers to.</summary>
    internal const int MaxLeases = 1 + LentLeases.MaxLeases;

    private const int HeadBytes = 16;
    private const uint ImageIsLent = 1;

    internal static int SizeOf(int count) => HeadBytes + (count * LeaseReference.Bytes);

    internal static void Write(Span<byte> destination, ReadOnlySpan<LeaseReference> leases, bool imageIsLent)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, leases.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], imageIsLent ? ImageIsLent : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], 0);
        for (int i = 0; i < leases.Length; i++)
            leases[i].Write(destination[SizeOf(i)..]);
    }

    /// <exception cref="FrameException">It is none.</exception>
    internal static int Read(ReadOnlySpan<byte> payload, out bool imageIsLent)
    {
        if (payload.Length < HeadBytes)
            throw new FrameException($"A frame with leases has {payload.Length} bytes of payload; it has at least {HeadBytes}.");
        int count = BinaryPrimitives.ReadInt32LittleEndian(payload);
        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]);
        imageIsLent = (flags & ImageIsLent) != 0;
        if (count is < 1 or > MaxLeases || flags > ImageIsLent || BinaryPrimitives.ReadUInt64LittleEndian(payload[8..]) != 0 || payload.Length < SizeOf(count))
            throw new FrameException($"A frame announces {count} leases in {payload.Length} bytes; the limit is {MaxLeases} (LeaseTable.MaxLeases).");
        if (imageIsLent != (payload.Length == SizeOf(count)))
            throw new FrameException("A frame with leases has an image and lends it as well, or does neither.");
        return count;
    }

    internal static LeaseReference At(ReadOnlySpan<byte> payload, int index) => LeaseReference.Read(payload[SizeOf(index)..]);
}
