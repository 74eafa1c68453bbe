using System.Buffers;
using Cells.Images;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>Messages as their images: what crosses between processes is also what is kept between builds.</summary>
internal sealed class MessageCodec<T> : IQueryCodec<T>
    where T : IImageMessage<T>
{
    internal static MessageCodec<T> Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(T value, IBufferWriter<byte> destination)
    {
        int length = ImageCodec.Measure(value);
        ImageCodec.Write(destination.GetSpan(length)[..length], value);
        destination.Advance(length);
    }

    /// <inheritdoc/>
    public T Read(ReadOnlyMemory<byte> source) => ImageCodec.Read<T>(source.Span);
}
