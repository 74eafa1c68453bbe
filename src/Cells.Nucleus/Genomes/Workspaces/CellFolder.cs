using Cells.Nucleus.Genomes.Reading;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>What a folder is: a cell or workspace by its genome, a cell by its one program, or neither.</summary>
internal static class CellFolder
{
    /// <summary>The genome of a folder, or null if it is neither cell nor workspace.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="programsOnly">Whether a project of which only its imports can tell that it is a program makes no cell.</param>
    public static Genome? Read(string folder, bool programsOnly = false)
    {
        string file = Path.Combine(folder, Genome.FileName);
        if (File.Exists(file))
        {
            return GenomeReader.Read(file);
        }
        if (!Directory.Exists(folder) || !ProgramProject.MakesCell(folder, programsOnly))
        {
            return null;
        }
        string name = CellName.Normalize(Path.GetFileName(folder));
        return CellName.IsValid(name)
            ? new Genome { Name = name, Folder = folder, Location = new(folder) }
            : throw new GenomeException(
                new(folder),
                $"the folder's name '{Path.GetFileName(folder)}' is not a cell's name ({CellName.Expected}); give the cell one in {Genome.FileName}: [genome] name = \"...\"");
    }

    /// <summary>The full path of one that a genome in <paramref name="folder"/> writes.</summary>
    public static string PathOf(string folder, string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path)));

    public static GenomeException NoCell(string folder, GenomeLocation location) =>
        new(location, $"there is no cell in '{folder}': no {Genome.FileName} and no project that is a program");

    public static GenomeException NoFolder(string folder, GenomeText written)
    {
        string? parent = Path.GetDirectoryName(folder);
        IEnumerable<string> siblings = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Select(sibling => Path.GetFileName(sibling)) : [];
        string suggestion = Suggestion.For(Path.GetFileName(folder), siblings.Order(StringComparer.Ordinal));
        return new(written.Location, $"there is no folder '{written.Value}'{suggestion}");
    }
}
