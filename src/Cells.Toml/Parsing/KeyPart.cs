namespace Cells.Toml.Parsing;

/// <summary>One name of a dotted key, and where it stands.</summary>
internal readonly record struct KeyPart(string Name, TomlPosition Position);
