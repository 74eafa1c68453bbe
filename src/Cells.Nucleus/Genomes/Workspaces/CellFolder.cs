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
        string folderName = Path.GetFileName(folder);
        string name = CellName.Normalize(folderName);
        return CellName.IsValid(name)
            ? new Genome { Name = name, Folder = folder, Location = new(folder) }
            : throw new GenomeException(new(folder), NameRules.BadFolderName(folderName));
    }

    /// <summary>The full path of one that a genome in <paramref name="folder"/> writes.</summary>
    public static string PathOf(string folder, string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path)));

    public static GenomeException NoCell(string folder, GenomeLocation location) =>
        new(location, $"there is no cell in '{folder}': no {Genome.FileName} and no project that is a program");

    public static GenomeException NoFolder(string folder, GenomeText written)
    {
        string? parent = Path.GetDirectoryName(folder);
        IEnumerable<string> siblings = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent).Order(StringComparer.Ordinal) : [];
        string suggestion = Suggestion.For(Path.GetFileName(folder), siblings.Select(sibling => Path.GetFileName(sibling)));
        return new(written.Location, $"there is no folder '{written.Value}'{suggestion}");
    }
}
