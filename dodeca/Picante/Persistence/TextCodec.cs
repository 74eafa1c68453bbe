using System.Buffers;
using System.Text;

namespace Picante.Persistence;

/// <summary>Texts as UTF-8.</summary>
public sealed class TextCodec : IQueryCodec<string>
{
    private TextCodec()
    {
    }

    /// <summary>The codec.</summary>
    public static TextCodec Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(string value, IBufferWriter<byte> destination) => Encoding.UTF8.GetBytes(value, destination);

    /// <inheritdoc/>
    public string Read(ReadOnlyMemory<byte> source) => Encoding.UTF8.GetString(source.Span);
}
