using System.Buffers.Binary;

namespace Cells.Images.Codecs;

/// <summary><see cref="DateTimeOffset"/>: ticks of the local time and the offset in minutes.</summary>
public readonly struct DateTimeOffsetCodec : IScalarCodec<DateTimeOffset>
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <inheritdoc/>
    public static int Bytes => 16;

    /// <inheritdoc/>
    public static int Alignment => 8;

    /// <inheritdoc/>
    public static void Write(Span<byte> to, DateTimeOffset value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, value.Ticks);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], (ushort)value.TotalOffsetMinutes);
    }

    /// <inheritdoc/>
    public static DateTimeOffset Read(ReadOnlySpan<byte> from)
    {
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(from);
        int minutes = BinaryPrimitives.ReadInt16LittleEndian(from[8..]);
        if (minutes is < -MaxOffsetMinutes or > MaxOffsetMinutes || (ulong)ticks > (ulong)DateTime.MaxValue.Ticks)
            ImageErrors.ThrowBadDate(nameof(DateTimeOffset));

        // Local time and UTC must both be dates.
        long utc = ticks - minutes * TimeSpan.TicksPerMinute;
        if ((ulong)utc > (ulong)DateTime.MaxValue.Ticks)
            ImageErrors.ThrowBadDate(nameof(DateTimeOffset));
        return new DateTimeOffset(ticks, new TimeSpan(minutes * TimeSpan.TicksPerMinute));
    }

    /// <inheritdoc/>
    public static bool Same(DateTimeOffset left, DateTimeOffset right) => left.EqualsExact(right);
}
