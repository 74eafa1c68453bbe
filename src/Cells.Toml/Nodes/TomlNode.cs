namespace Cells.Toml;

/// <summary>A value in a document, and where it stands.</summary>
public abstract class TomlNode
{
    private protected TomlNode(TomlPosition position) => Position = position;

    /// <summary>Where the value begins; for a table made by a header, where the header begins.</summary>
    public TomlPosition Position { get; private protected set; }

    /// <summary>The line of <see cref="Position"/>, from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column of <see cref="Position"/>, from 1.</summary>
    public int Column => Position.Column;

    /// <summary>The value's type.</summary>
    public abstract TomlKind Kind { get; }

    /// <summary>The value's type as an error message names it: "a string", "an integer".</summary>
    public string KindName => Kind switch
    {
        TomlKind.Table => "a table",
        TomlKind.Array => "an array",
        TomlKind.String => "a string",
        TomlKind.Integer => "an integer",
        TomlKind.Float => "a float",
        TomlKind.Boolean => "a boolean",
        TomlKind.OffsetDateTime => "a date-time with offset",
        TomlKind.LocalDateTime => "a local date-time",
        TomlKind.LocalDate => "a local date",
        _ => "a local time",
    };
}
