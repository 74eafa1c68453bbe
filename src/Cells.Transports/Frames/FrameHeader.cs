using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cells.Transports.Frames;

/// <summary>
/// The 16 bytes before every payload: <c>u32 payload bytes</c>, <c>u8 kind</c>, <c>u8 flags</c>, <c>u16 method</c>, <c>u32 call</c>,
/// <c>u32 zero</c>; then, where flagged, a prelude of 16 bytes: <c>u32 remaining milliseconds</c> (all ones for no deadline),
/// <c>u32 total payload bytes</c> (0 where the payload is in one frame), <c>u32 metadata bytes</c>, <c>u16 depth</c>, <c>u16 zero</c>;
/// behind it the metadata, padded to 16 bytes. Frames are padded to 16 bytes.
/// </summary>
/// <param name="PayloadBytes">The payload's size in this frame, without padding.</param>
/// <param name="Kind">What the frame says.</param>
/// <param name="Flags">How it is to be read.</param>
/// <param name="Method">Of requests: the method's index in the table that the serving side announced. Of what belongs to streams: the channel.</param>
/// <param name="Call">The caller's id of the call.</param>
/// <param name="RemainingMilliseconds">How long the caller still waits; <see cref="NoDeadline"/> for no deadline.</param>
/// <param name="TotalBytes">The size of a payload that comes in fragments; 0 for one that does not.</param>
/// <param name="MetadataBytes">The size of a request's metadata, without padding; it stands between prelude and payload.</param>
/// <param name="Depth">How many calls a request is nested in: 0 for one that no handler makes to its caller.</param>
public readonly record struct FrameHeader(
    int PayloadBytes,
    FrameKind Kind,
    FrameFlags Flags,
    ushort Method,
    uint Call,
    uint RemainingMilliseconds = FrameHeader.NoDeadline,
    int TotalBytes = 0,
    int MetadataBytes = 0,
    ushort Depth = 0)
{
    /// <summary>The size of a header in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>The size of a prelude in bytes.</summary>
    public const int PreludeBytes = 16;

    /// <summary>Headers, preludes and payloads start at multiples of this many bytes.</summary>
    public const int Alignment = 16;

    /// <summary>The largest payload of one frame: 64 KiB. Larger ones come in fragments, so that nothing waits long behind them.</summary>
    public const int MaxPayloadBytes = 64 << 10;

    /// <summary>The most metadata of a request: 8 KiB.</summary>
    public const int MaxMetadataBytes = 8 << 10;

    /// <summary>The largest frame.</summary>
    public const int MaxFrameBytes = Bytes + PreludeBytes + MaxMetadataBytes + MaxPayloadBytes;

    /// <summary>The caller set no deadline.</summary>
    public const uint NoDeadline = uint.MaxValue;

    /// <summary>Whether a prelude follows.</summary>
    public bool HasPrelude => (Flags & FrameFlags.Prelude) != 0;

    /// <summary>Where the payload starts, from the frame's start.</summary>
    public int PayloadStart => HasPrelude ? Bytes + PreludeBytes + Align(MetadataBytes) : Bytes;

    /// <summary>Where the metadata lies, from the frame's start; empty where there is none.</summary>
    public Range Metadata => HasPrelude ? (Bytes + PreludeBytes)..(Bytes + PreludeBytes + MetadataBytes) : default;

    /// <summary>The frame's size, padding included.</summary>
    public int FrameBytes => PayloadStart + Align(PayloadBytes);

    /// <summary>The next multiple of 16.</summary>
    public static int Align(int bytes) => (bytes + (Alignment - 1)) & ~(Alignment - 1);

    /// <summary>Writes the header of a frame without a prelude, and zeroes the frame's padding.</summary>
    internal static void WriteShort(Span<byte> frame, FrameKind kind, FrameFlags flags, ushort method, uint call, int payloadBytes)
    {
        // The padding is part of the frame's last 16 bytes, which are its header where it has no payload.
        MemoryMarshal.Write(frame[^Alignment..], UInt128.Zero);
        WriteWords(frame, kind, flags, method, call, payloadBytes);
    }

    private static void WriteWords(Span<byte> destination, FrameKind kind, FrameFlags flags, ushort method, uint call, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (uint)payloadBytes | ((ulong)kind << 32) | ((ulong)flags << 40) | ((ulong)method << 48));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], call);
    }

    /// <summary>Writes the header, and the prelude where flagged. A request with metadata is written with it.</summary>
    public void Write(Span<byte> destination)
    {
        WriteWords(destination, Kind, Flags, Method, Call, PayloadBytes);
        if (!HasPrelude)
            return;
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], RemainingMilliseconds | ((ulong)(uint)TotalBytes << 32));
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], (uint)MetadataBytes | ((ulong)Depth << 32));
    }

    /// <summary>Writes the header, the prelude and the metadata.</summary>
    /// <param name="destination">The frame's room.</param>
    /// <param name="metadata">The metadata; as long as <see cref="MetadataBytes"/> says.</param>
    public void Write(Span<byte> destination, ReadOnlySpan<byte> metadata)
    {
        Write(destination);
        if (metadata.IsEmpty)
            return;
        metadata.CopyTo(destination[Metadata]);
        destination[Metadata.End.Value..PayloadStart].Clear();
    }

    /// <summary>Whether a header that was written is that of a request, and of which call.</summary>
    internal static bool IsRequest(ReadOnlySpan<byte> written, out uint call)
    {
        call = BinaryPrimitives.ReadUInt32LittleEndian(written[8..]);
        return written[4] == (byte)FrameKind.Request;
    }

    /// <summary>Reads a header of this side's own, of whose frame no more than its prelude need be there; null where not even that is.</summary>
    internal static FrameHeader? Peek(ReadOnlySpan<byte> written)
    {
        if (written.Length < Bytes)
            return null;
        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(written);
        var header = new FrameHeader((int)(uint)first, (FrameKind)(byte)(first >> 32), (FrameFlags)(byte)(first >> 40), (ushort)(first >> 48), BinaryPrimitives.ReadUInt32LittleEndian(written[8..]));
        if (!header.HasPrelude)
            return header;
        return written.Length < Bytes + PreludeBytes ? null : header with { MetadataBytes = BinaryPrimitives.ReadInt32LittleEndian(written[24..]) };
    }

    /// <summary>Reads a header.</summary>
    /// <param name="unread">Bytes from a frame's start.</param>
    /// <param name="header">The header.</param>
    /// <returns>Whether all of the frame is there. The header is checked either way as far as it is there.</returns>
    /// <exception cref="FrameException">The bytes are not a frame.</exception>
    public static bool TryRead(ReadOnlySpan<byte> unread, out FrameHeader header)
    {
        header = default;
        if (unread.Length < Bytes)
            return false;

        ulong first = BinaryPrimitives.ReadUInt64LittleEndian(unread);
        ulong second = BinaryPrimitives.ReadUInt64LittleEndian(unread[8..]);
        uint payload = (uint)first;
        if (payload > MaxPayloadBytes)
            throw new FrameException($"A frame announces {payload} bytes of payload; the limit is {MaxPayloadBytes} (FrameHeader.MaxPayloadBytes).");
        if ((second >> 32) != 0)
            throw new FrameException("A frame's reserved bytes are not zero.");

        var flags = (FrameFlags)(byte)(first >> 40);
        if ((flags & FrameFlags.Prelude) != 0)
            return TryReadPrelude(unread, first, (uint)second, out header);
        if (unread.Length < Bytes + Align((int)payload))
            return false;

        header = new FrameHeader((int)payload, (FrameKind)(byte)(first >> 32), flags, (ushort)(first >> 48), (uint)second);
        return true;
    }

    private static bool TryReadPrelude(ReadOnlySpan<byte> unread, ulong first, uint call, out FrameHeader header)
    {
        header = default;
        if (unread.Length < Bytes + PreludeBytes)
            return false;

        ulong prelude = BinaryPrimitives.ReadUInt64LittleEndian(unread[16..]);
        ulong rest = BinaryPrimitives.ReadUInt64LittleEndian(unread[24..]);
        int total = (int)(prelude >> 32);
        if (total < 0)
            throw new FrameException("A frame announces a payload of more than 2 GiB.");
        if ((uint)rest > MaxMetadataBytes)
            throw new FrameException($"A frame announces {(uint)rest} bytes of metadata; the limit is {MaxMetadataBytes} (FrameHeader.MaxMetadataBytes).");
        if ((rest >> 48) != 0)
            throw new FrameException("A prelude's reserved bytes are not zero.");

        var read = new FrameHeader(
            (int)(uint)first, (FrameKind)(byte)(first >> 32), (FrameFlags)(byte)(first >> 40), (ushort)(first >> 48), call, (uint)prelude, total, (int)(uint)rest, (ushort)(rest >> 32));
        if (read.Kind != FrameKind.Request && rest != 0)
            throw new FrameException($"A frame of the kind {(byte)read.Kind} has metadata or a depth; only requests have.");
        if (unread.Length < read.FrameBytes)
            return false;
        header = read;
        return true;
    }
}
