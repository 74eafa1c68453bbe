using System.Buffers.Binary;

namespace Cells.Images.Codecs;

/// <summary><see cref="DateTime"/>: ticks and kind.</summary>
public readonly struct DateTimeCodec : IScalarCodec<DateTime>
{
    /// <inheritdoc/>
    public static int Bytes => 16;

    /// <inheritdoc/>
    public static int Alignment => 8;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, DateTime value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, value.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], (long)value.Kind);
    }

    /// <inheritdoc/>
    public static DateTime Read(ReadOnlySpan<byte> from)
    {
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(from);
        byte kind = from[8];
        if ((ulong)ticks > (ulong)DateTime.MaxValue.Ticks || kind > (byte)DateTimeKind.Local)
            ImageErrors.ThrowBadDate(nameof(DateTime));
        return new DateTime(ticks, (DateTimeKind)kind);
    }

    /// <inheritdoc/>
    public static bool Same(DateTime left, DateTime right) => left.Ticks == right.Ticks && left.Kind == right.Kind;
}
