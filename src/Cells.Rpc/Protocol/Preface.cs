using System.Buffers.Binary;
using Cells.Transports.Frames;

namespace Cells.Rpc.Protocol;

/// <summary>
/// The first 16 bytes that each side sends, the same in every version: the magic <c>CELLRPC</c> and a zero byte, <c>u16 version</c>,
/// <c>u16 kind</c> (1: a hello follows, 2: a refusal follows), <c>u32 bytes</c> of the image that follows, padded to 16.
/// </summary>
internal readonly record struct Preface(ushort Version, PrefaceKind Kind, int ImageBytes)
{
    internal const int Bytes = 16;

    /// <summary>The version that this code speaks.</summary>
    internal const ushort CurrentVersion = 1;

    /// <summary>The largest image that may follow; a cell with thousands of methods needs a tenth of it.</summary>
    internal const int MaxImageBytes = 64 << 10;

    private static ReadOnlySpan<byte> Magic => "CELLRPC\0"u8;

    internal void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], (ushort)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], ImageBytes);
    }

    /// <summary>Reads a preface; false where not all of it is there.</summary>
    /// <exception cref="FrameException">The peer speaks something else.</exception>
    internal static bool TryRead(ReadOnlySpan<byte> unread, out Preface preface)
    {
        preface = default;
        ReadOnlySpan<byte> magic = unread[..Math.Min(unread.Length, Magic.Length)];
        if (!Magic.StartsWith(magic))
            throw new FrameException("The peer does not speak the Cells protocol: its first bytes are not CELLRPC.");
        if (unread.Length < Bytes)
            return false;

        preface = new Preface(
            BinaryPrimitives.ReadUInt16LittleEndian(unread[8..]),
            (PrefaceKind)BinaryPrimitives.ReadUInt16LittleEndian(unread[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(unread[12..]));
        if (preface.ImageBytes is < 0 or > MaxImageBytes)
            throw new FrameException($"The peer introduces itself with {(uint)preface.ImageBytes} bytes; the limit is {MaxImageBytes} (Preface.MaxImageBytes).");
        return true;
    }
}

/// <summary>What follows a preface.</summary>
internal enum PrefaceKind : ushort
{
    /// <summary>A <see cref="Hello"/>.</summary>
    Hello = 1,

    /// <summary>A <see cref="Failure"/>; the connection ends.</summary>
    Refusal = 2,
}
