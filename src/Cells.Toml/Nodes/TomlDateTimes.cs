namespace Cells.Toml;

/// <summary>
/// A point in time, written as date, time and offset from UTC. The two parts stay apart because TOML allows offsets
/// and first and last moments that <see cref="DateTimeOffset"/> does not.
/// </summary>
public sealed class TomlOffsetDateTime : TomlNode
{
    internal TomlOffsetDateTime(TomlPosition position, DateTime value, TimeSpan offset)
        : base(position)
    {
        Value = value;
        Offset = offset;
    }

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.OffsetDateTime;

    /// <summary>Date and time as written, to 100 ns.</summary>
    public DateTime Value { get; }

    /// <summary>How far the written time is ahead of UTC.</summary>
    public TimeSpan Offset { get; }
}

/// <summary>A date and time without relation to UTC.</summary>
public sealed class TomlLocalDateTime : TomlNode
{
    internal TomlLocalDateTime(TomlPosition position, DateTime value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.LocalDateTime;

    /// <summary>Date and time, to 100 ns.</summary>
    public DateTime Value { get; }
}

/// <summary>A date.</summary>
public sealed class TomlLocalDate : TomlNode
{
    internal TomlLocalDate(TomlPosition position, DateOnly value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.LocalDate;

    /// <summary>The date.</summary>
    public DateOnly Value { get; }
}

/// <summary>A time of day.</summary>
public sealed class TomlLocalTime : TomlNode
{
    internal TomlLocalTime(TomlPosition position, TimeOnly value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.LocalTime;

    /// <summary>The time, to 100 ns.</summary>
    public TimeOnly Value { get; }
}
