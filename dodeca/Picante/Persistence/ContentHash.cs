using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Picante.Persistence;

/// <summary>By which bytes are recognised: the first half of their SHA-256.</summary>
internal static class ContentHash
{
    internal const int Length = 16;

    internal static UInt128 Of<T>(IQueryCodec<T> codec, T value)
    {
        var written = new ArrayBufferWriter<byte>();
        codec.Write(value, written);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(written.WrittenSpan, hash);
        return Read(hash);
    }

    internal static UInt128 Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128LittleEndian(bytes);

    internal static void Write(UInt128 hash, IBufferWriter<byte> destination)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(destination.GetSpan(Length), hash);
        destination.Advance(Length);
    }
}
