namespace Cells.Toml;

/// <summary>A document that is not TOML 1.0, or larger than its limits allow. The message begins with <c>path:line:column:</c>.</summary>
public sealed class TomlException : Exception
{
    /// <summary>Reports <paramref name="reason"/> at a place in a document.</summary>
    /// <param name="path">The document's file, where it has one.</param>
    /// <param name="position">Where the fault is.</param>
    /// <param name="reason">What was found and what was expected.</param>
    public TomlException(string? path, TomlPosition position, string reason)
        : base(path is null ? $"{position}: {reason}" : $"{path}:{position}: {reason}")
    {
        Path = path;
        Position = position;
        Reason = reason;
    }

    /// <summary>The document's file, where it has one.</summary>
    public string? Path { get; }

    /// <summary>Where the fault is.</summary>
    public TomlPosition Position { get; }

    /// <summary>The line of the fault, from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column of the fault, from 1.</summary>
    public int Column => Position.Column;

    /// <summary>The message without path and position.</summary>
    public string Reason { get; }
}
