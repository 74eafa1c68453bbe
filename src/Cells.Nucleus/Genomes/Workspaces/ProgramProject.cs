using Cells.Nucleus.Genomes.Reading;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>Finds the project of a cell in its folder.</summary>
internal static class ProgramProject
{
    /// <summary>Whether a folder without a genome is a cell, because one project in it is a program.</summary>
    public static bool MakesCell(string folder, bool programsOnly)
    {
        List<string> candidates = Candidates(folder, programsOnly);
        return candidates.Count <= 1
            ? candidates.Count == 1
            : throw new GenomeException(new(folder), $"{Several(candidates)}; name one in {Genome.FileName}: [genome] project = \"...\"");
    }

    /// <summary>The full path of the project that a genome names or means.</summary>
    public static string Of(Genome genome)
    {
        if (genome.Project is { } named)
        {
            string path = CellFolder.PathOf(genome.Folder, named.Value);
            return File.Exists(path) ? path : throw NoProject(genome.Folder, named);
        }
        List<string> candidates = Candidates(genome.Folder, programsOnly: false);
        return candidates switch
        {
            [var only] => only,
            [] => throw new GenomeException(
                genome.Location,
                $"no project in '{genome.Folder}' is a program; name a project in [genome] project, or a published program in [run] program"),
            _ => throw new GenomeException(genome.Location, $"{Several(candidates)}; name one in [genome] project"),
        };
    }

    /// <summary>The projects that say they are programs; if none does, those that may be.</summary>
    private static List<string> Candidates(string folder, bool programsOnly)
    {
        ILookup<ProjectKind, string> byKind = Projects(folder).ToLookup(ProjectKinds.Of);
        return byKind.Contains(ProjectKind.Program) || programsOnly
            ? [.. byKind[ProjectKind.Program]]
            : [.. byKind[ProjectKind.Unknown]];
    }

    private static IEnumerable<string> Projects(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Order(StringComparer.Ordinal);

    private static string Several(List<string> candidates) =>
        $"the folder has several programs: {string.Join(", ", candidates.Select(Path.GetFileName))}";

    private static GenomeException NoProject(string folder, GenomeText named)
    {
        string suggestion = Suggestion.For(named.Value, Projects(folder).Select(project => Path.GetFileName(project)));
        return new(named.Location, $"there is no project '{named.Value}'{suggestion}");
    }
}
