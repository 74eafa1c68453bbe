using System.Buffers.Binary;
using Cells.Transports.Frames;

namespace Cells.Transports.SharedMemory;

/// <summary>
/// What a side says of its regions on the socket, between wake-ups, which are single zero bytes: 16 bytes, <c>u8 kind</c> and three zero bytes, <c>u32 number</c>,
/// <c>u32 bytes</c>, <c>u32 zero</c>.
/// </summary>
/// <param name="IsNew">Whether the region comes, with its descriptor, or goes.</param>
/// <param name="Number">Its number.</param>
/// <param name="Size">Its size in bytes; 0 where it goes.</param>
internal readonly record struct RegionNotice(bool IsNew, uint Number, int Size)
{
    internal const int Bytes = 16;
    private const byte Comes = (byte)'R';
    private const byte Goes = (byte)'D';

    internal void Write(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        destination[0] = IsNew ? Comes : Goes;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Size);
    }

    /// <exception cref="FrameException">It is none.</exception>
    internal static RegionNotice Read(ReadOnlySpan<byte> source)
    {
        var read = new RegionNotice(source[0] == Comes, BinaryPrimitives.ReadUInt32LittleEndian(source[4..]), BinaryPrimitives.ReadInt32LittleEndian(source[8..]));
        if (source[0] is not (Comes or Goes) || source[1..4].ContainsAnyExcept((byte)0) || source[12..16].ContainsAnyExcept((byte)0) || read.Size < 0 || read.IsNew == (read.Size == 0))
            throw new FrameException("The peer says something unknown on the socket of a session over shared memory.");
        return read;
    }
}
