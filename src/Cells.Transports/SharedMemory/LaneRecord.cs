using System.Buffers.Binary;
using Cells.Platform.SharedMemory;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// How two sides agree on shared memory, before anything else: records of 16 bytes on the socket. The magic <c>CELLANE</c> and a zero byte, <c>u16 version</c>,
/// <c>u16 kind</c>, <c>u32 detail</c>.
/// </summary>
/// <param name="Version">The layout of the memory.</param>
/// <param name="Kind">What is said.</param>
/// <param name="Detail">Of offers and answers: the region's size in bytes, whose descriptor comes with it. Of refusals: the reason.</param>
internal readonly record struct LaneRecord(ushort Version, LaneRecordKind Kind, int Detail)
{
    internal const int Bytes = 16;
    private const ushort CurrentVersion = 1;

    private static ReadOnlySpan<byte> Magic => "CELLANE\0"u8;

    /// <summary>Whether this side can use the memory that comes with it.</summary>
    internal bool Fits => Version == CurrentVersion && Detail == RingPair.RegionBytes;

    /// <summary>Whether bytes may begin a record.</summary>
    internal static bool IsBeginning(ReadOnlySpan<byte> bytes) => Magic.StartsWith(bytes[..Math.Min(bytes.Length, Magic.Length)]);

    /// <summary>A record with memory, or about it.</summary>
    internal static byte[] Write(LaneRecordKind kind) => new LaneRecord(CurrentVersion, kind, RingPair.RegionBytes).ToBytes();

    /// <summary>A refusal.</summary>
    internal static byte[] Write(LaneRefusal reason) => new LaneRecord(CurrentVersion, LaneRecordKind.Refusal, (int)reason).ToBytes();

    /// <param name="record">All of it, beginning as one does.</param>
    /// <exception cref="FrameException">It says nothing known.</exception>
    internal static LaneRecord Read(ReadOnlySpan<byte> record)
    {
        var read = new LaneRecord(
            BinaryPrimitives.ReadUInt16LittleEndian(record[8..]),
            (LaneRecordKind)BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(record[12..]));
        return Enum.IsDefined(read.Kind) ? read : throw new FrameException($"The peer says something unknown about shared memory: kind {(ushort)read.Kind}.");
    }

    private byte[] ToBytes()
    {
        byte[] record = new byte[Bytes];
        Magic.CopyTo(record);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(10), (ushort)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), Detail);
        return record;
    }
}

/// <summary>What a record says. The numbers are on the wire and never change.</summary>
internal enum LaneRecordKind : ushort
{
    /// <summary>Whoever connected offers its ring.</summary>
    Offer = 1,

    /// <summary>Whoever accepted has mapped it, and gives its own.</summary>
    Answer = 2,

    /// <summary>Whoever connected has mapped that too: both rings hold from now on.</summary>
    Attached = 3,

    /// <summary>The sender goes on over the socket, and so must the other.</summary>
    Refusal = 4,
}
