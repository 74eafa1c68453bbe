namespace Cells.Toml;

/// <summary>A key of a table with its value.</summary>
/// <param name="Key">The key, unquoted.</param>
/// <param name="KeyPosition">Where the key was first written.</param>
/// <param name="Value">The value.</param>
public sealed record TomlEntry(string Key, TomlPosition KeyPosition, TomlNode Value);
