namespace Cells.Images.Codecs;

/// <summary><see cref="Guid"/>: 16 bytes in the order of its text form.</summary>
public readonly struct GuidCodec : IScalarCodec<Guid>
{
    /// <inheritdoc/>
    public static int Bytes => 16;

    /// <inheritdoc/>
    public static int Alignment => 8;

    /// <inheritdoc/>
    public static bool IsPlain => true;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, Guid value) => value.TryWriteBytes(to, bigEndian: true, out _);

    /// <inheritdoc/>
    public static Guid Read(ReadOnlySpan<byte> from) => new(from[..16], bigEndian: true);
}
