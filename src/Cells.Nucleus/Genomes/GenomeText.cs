namespace Cells.Nucleus.Genomes;

/// <summary>A string of a genome, and where it stands, for errors that show only later.</summary>
/// <param name="Value">The string.</param>
/// <param name="Location">Where it stands.</param>
public sealed record GenomeText(string Value, GenomeLocation Location);
