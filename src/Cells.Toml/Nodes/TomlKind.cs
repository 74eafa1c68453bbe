namespace Cells.Toml;

/// <summary>The types of TOML.</summary>
public enum TomlKind
{
    /// <summary>A <see cref="TomlTable"/>.</summary>
    Table,

    /// <summary>A <see cref="TomlArray"/>.</summary>
    Array,

    /// <summary>A <see cref="TomlString"/>.</summary>
    String,

    /// <summary>A <see cref="TomlInteger"/>.</summary>
    Integer,

    /// <summary>A <see cref="TomlFloat"/>.</summary>
    Float,

    /// <summary>A <see cref="TomlBoolean"/>.</summary>
    Boolean,

    /// <summary>A <see cref="TomlOffsetDateTime"/>.</summary>
    OffsetDateTime,

    /// <summary>A <see cref="TomlLocalDateTime"/>.</summary>
    LocalDateTime,

    /// <summary>A <see cref="TomlLocalDate"/>.</summary>
    LocalDate,

    /// <summary>A <see cref="TomlLocalTime"/>.</summary>
    LocalTime,
}
