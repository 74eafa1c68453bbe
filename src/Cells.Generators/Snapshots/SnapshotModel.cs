using Cells.Generators.Models;

namespace Cells.Generators.Snapshots;

/// <summary>The text of a snapshot and where it is.</summary>
internal sealed record SnapshotText(string Path, string Text)
{
    public string FileName => System.IO.Path.GetFileName(Path);
}

/// <summary>A contract that a snapshot declares, as if it had been written in C#.</summary>
/// <param name="FileName">The snapshot's name.</param>
/// <param name="Place">Where the contract stands in it.</param>
/// <param name="Declarations">The interface and the types in C#.</param>
/// <param name="Types">The names of the declared types, with their namespace.</param>
/// <param name="Contract">What they are, for the rest of the generator.</param>
internal sealed record SnapshotModel(string FileName, SourcePlace Place, string Declarations, EquatableArray<string> Types, ContractModel Contract);
