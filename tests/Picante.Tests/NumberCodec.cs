using System.Buffers;
using System.Buffers.Binary;
using Picante.Persistence;

namespace Picante.Tests;

/// <summary>Writes numbers down.</summary>
internal sealed class NumberCodec : IQueryCodec<int>
{
    internal static NumberCodec Instance { get; } = new();

    public void Write(int value, IBufferWriter<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination.GetSpan(sizeof(int)), value);
        destination.Advance(sizeof(int));
    }

    public int Read(ReadOnlyMemory<byte> source) => BinaryPrimitives.ReadInt32LittleEndian(source.Span);
}
