namespace Cells.Toml;

/// <content>Public here; Cells.Image keeps its own to itself.</content>
public static partial class NearestName;
