namespace Cells.Toml;

/// <summary>A string.</summary>
public sealed class TomlString : TomlNode
{
    internal TomlString(TomlPosition position, string value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.String;

    /// <summary>The text, escapes resolved; line ends of multi-line strings are <c>\n</c>.</summary>
    public string Value { get; }
}

/// <summary>An integer.</summary>
public sealed class TomlInteger : TomlNode
{
    internal TomlInteger(TomlPosition position, long value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.Integer;

    /// <summary>The number.</summary>
    public long Value { get; }
}

/// <summary>A number with a fraction or an exponent, an infinity, or not a number.</summary>
public sealed class TomlFloat : TomlNode
{
    internal TomlFloat(TomlPosition position, double value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.Float;

    /// <summary>The number.</summary>
    public double Value { get; }
}

/// <summary>True or false.</summary>
public sealed class TomlBoolean : TomlNode
{
    internal TomlBoolean(TomlPosition position, bool value)
        : base(position) => Value = value;

    /// <inheritdoc/>
    public override TomlKind Kind => TomlKind.Boolean;

    /// <summary>The value.</summary>
    public bool Value { get; }
}
