using System.Buffers.Binary;
using Cells.Platform.SharedMemory;

namespace Cells.Tests;

/// <summary>What two sides say about shared memory when they open a session, as docs/shared-memory.md has it.</summary>
internal static class LaneRecords
{
    /// <summary>A record of a kind: 1 offer, 2 answer, 3 attached, 4 refusal.</summary>
    internal static byte[] Of(byte kind)
    {
        byte[] record = new byte[16];
        "CELLANE\0"u8.CopyTo(record);
        record[8] = 1;
        record[10] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), RingPair.RegionBytes);
        return record;
    }
}
