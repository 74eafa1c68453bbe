using Cells.Toml;

namespace Cells.Nucleus.Genomes.Reading;

/// <summary>Which names a genome may give, and which it may give only once.</summary>
internal static class NameRules
{
    /// <summary>The name that a key is, in its one spelling.</summary>
    public static string NameOf(Section section, TomlEntry entry)
    {
        string name = CellName.Normalize(entry.Key);
        return CellName.IsValid(name)
            ? name
            : throw new GenomeException(
                section.At(entry.KeyPosition),
                $"'{Suggestion.Shorten(entry.Key)}' is not a cell's name: {CellName.Expected}");
    }

    public static string BadFolderName(string folderName) =>
        $"the folder's name '{folderName}' is not a cell's name ({CellName.Expected}); "
        + $"give the cell one in {Genome.FileName}: [genome] name = \"...\"";

    public static void Check(Genome genome, TomlTable table, string path)
    {
        RefuseBadName(genome);
        // To a caller junctions and axons are the same.
        RefuseSharedNames(path, table, "junctions", "axons");
        RefuseSharedNames(path, table, "cells");
    }

    private static void RefuseBadName(Genome genome)
    {
        if (genome.DescribesCell && !CellName.IsValid(genome.Name))
        {
            throw new GenomeException(genome.Location, genome.Location.Line == 0
                ? BadFolderName(Path.GetFileName(genome.Folder))
                : $"'{Suggestion.Shorten(genome.Name)}' is not a cell's name: {CellName.Expected}");
        }
    }

    private static void RefuseSharedNames(string path, TomlTable table, params string[] sections)
    {
        Dictionary<string, TomlEntry> seen = new(StringComparer.Ordinal);
        foreach (TomlEntry entry in sections.SelectMany(section => table.TryGet(section, out TomlNode? node) ? ((TomlTable)node).Entries : []))
        {
            if (!seen.TryAdd(CellName.Normalize(entry.Key), entry))
            {
                TomlPosition first = seen[CellName.Normalize(entry.Key)].KeyPosition;
                throw new GenomeException(
                    new(path, entry.KeyPosition.Line, entry.KeyPosition.Column),
                    $"'{entry.Key}' is already defined at line {first.Line} column {first.Column}");
            }
        }
    }
}
