using System.Buffers.Binary;

namespace Cells.Images.Codecs;

/// <summary><see cref="decimal"/>: <c>lo</c>, <c>mid</c>, <c>hi</c>, <c>flags</c>; its scale is kept.</summary>
public readonly struct DecimalCodec : IScalarCodec<decimal>
{
    private const int SignBit = unchecked((int)0x8000_0000);
    private const int ScaleBits = 0x00FF_0000;

    /// <inheritdoc/>
    public static int Bytes => 16;

    /// <inheritdoc/>
    public static int Alignment => 8;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        for (int i = 0; i < 4; i++)
            BinaryPrimitives.WriteInt32LittleEndian(to[(4 * i)..], parts[i]);
    }

    /// <inheritdoc/>
    public static decimal Read(ReadOnlySpan<byte> from)
    {
        // Read once each: the bytes may change while they are looked at.
        int flags = BinaryPrimitives.ReadInt32LittleEndian(from[12..]);
        int scale = (flags & ScaleBits) >> 16;
        if ((flags & ~(SignBit | ScaleBits)) != 0 || scale > 28)
            ImageErrors.ThrowBadDecimal(flags);
        return new decimal(
            BinaryPrimitives.ReadInt32LittleEndian(from),
            BinaryPrimitives.ReadInt32LittleEndian(from[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[8..]),
            flags < 0,
            (byte)scale);
    }

    /// <inheritdoc/>
    public static bool Same(decimal left, decimal right)
    {
        Span<byte> first = stackalloc byte[16];
        Span<byte> second = stackalloc byte[16];
        Write(first, left);
        Write(second, right);
        return first.SequenceEqual(second);
    }
}
