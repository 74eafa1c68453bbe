using System.Buffers;

namespace Picante.Persistence;

/// <summary>Writes values down for later processes. Equal values have equal bytes.</summary>
/// <typeparam name="T">The values.</typeparam>
public interface IQueryCodec<T>
{
    /// <summary>Writes a value.</summary>
    void Write(T value, IBufferWriter<byte> destination);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <param name="source">Exactly that; stays as it is as long as the value lives.</param>
    T Read(ReadOnlyMemory<byte> source);
}
