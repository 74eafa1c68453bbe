using Google.Protobuf;

namespace Dodeca.Sass;

/// <summary>Packets of the embedded protocol: a length, the number of the compilation, a message.</summary>
internal static class Packets
{
    private const int MaxLength = 64 << 20;

    internal static async Task WriteAsync(Stream destination, uint compilation, byte[] message)
    {
        using var buffer = new MemoryStream();
        using (var writer = new CodedOutputStream(buffer, leaveOpen: true))
        {
            writer.WriteUInt32((uint)(CodedOutputStream.ComputeUInt32Size(compilation) + message.Length));
            writer.WriteUInt32(compilation);
        }

        buffer.Write(message);
        await destination.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        await destination.FlushAsync();
    }

    /// <returns>The next packet; null at the end.</returns>
    internal static async Task<(uint Compilation, byte[] Message)?> ReadAsync(Stream source)
    {
        if (await ReadLengthAsync(source) is not { } length)
            return null;
        byte[] packet = new byte[length];
        await source.ReadExactlyAsync(packet);
        var reader = new CodedInputStream(packet);
        uint compilation = reader.ReadUInt32();
        return (compilation, packet[(int)reader.Position..]);
    }

    private static async Task<int?> ReadLengthAsync(Stream source)
    {
        byte[] digit = new byte[1];
        ulong length = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (await source.ReadAsync(digit) == 0)
                return null;
            length |= (ulong)(digit[0] & 0x7F) << shift;
            if (digit[0] < 0x80)
                return length <= MaxLength ? (int)length : throw new InvalidDataException($"a packet has {length} bytes");
        }

        throw new InvalidDataException("a packet's length does not end");
    }
}
