namespace Cells;

/// <summary>A call's metadata as it travels.</summary>
/// <param name="Entries">Keys and texts, each key once.</param>
[CellMessage]
internal sealed partial record MetadataImage(List<MetadataEntry> Entries);

/// <summary>An entry of a call's metadata.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Text">Its text.</param>
[CellMessage]
internal sealed partial record MetadataEntry(string Key, string Text);
