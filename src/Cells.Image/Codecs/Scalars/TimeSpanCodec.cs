using System.Buffers.Binary;

namespace Cells.Images.Codecs;

/// <summary><see cref="TimeSpan"/>: ticks.</summary>
public readonly struct TimeSpanCodec : IScalarCodec<TimeSpan>
{
    /// <inheritdoc/>
    public static int Bytes => 8;

    /// <inheritdoc/>
    public static int Alignment => 8;

    /// <inheritdoc/>
    public static bool IsPlain => true;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, TimeSpan value) => BinaryPrimitives.WriteInt64LittleEndian(to, value.Ticks);

    /// <inheritdoc/>
    public static TimeSpan Read(ReadOnlySpan<byte> from) => new(BinaryPrimitives.ReadInt64LittleEndian(from));
}
