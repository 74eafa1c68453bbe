using System.Runtime.CompilerServices;

namespace Cells.Images.Codecs;

/// <summary><see cref="bool"/>: one byte, 0 or 1.</summary>
public readonly struct BooleanCodec : IScalarCodec<bool>
{
    /// <inheritdoc/>
    public static int Bytes => 1;

    /// <inheritdoc/>
    public static int Alignment => 1;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, bool value) => to[0] = value ? (byte)1 : (byte)0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Read(ReadOnlySpan<byte> from)
    {
        byte value = from[0];
        if (value > 1)
            ImageErrors.ThrowBadBoolean(value);
        return value != 0;
    }
}
