using Cells.Nucleus.Builds;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Publishing;

/// <summary>A workspace of programs without sources.</summary>
internal static class PublishedWorkspace
{
    private const string CommandFolder = ".command";

    /// <summary>Writes it beside its place and then moves it there, so that it is there whole or not at all.</summary>
    /// <param name="folder">Its place; not there, or empty.</param>
    /// <param name="cells">The cells with their builds; where there is no build, the program that the genome names is copied with its folder.</param>
    /// <param name="withCommand">Whether this command is copied as well.</param>
    internal static void Write(string folder, IEnumerable<(WorkspaceCell Cell, CellBuild? Build)> cells, bool withCommand)
    {
        string draft = $"{folder.TrimEnd('/')}.new";
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);
        try
        {
            Directory.CreateDirectory(draft);
            foreach ((WorkspaceCell cell, CellBuild? build) in cells)
            {
                string place = Path.Combine(draft, cell.Name);
                string program = build?.Program ?? cell.ProgramPath!;
                Copy(Path.GetDirectoryName(program)!, Path.Combine(place, "program"));
                File.WriteAllText(Path.Combine(place, Genome.FileName), PublishedGenome.Of(cell, $"program/{Path.GetFileName(program)}"));
            }

            File.WriteAllText(Path.Combine(draft, Genome.FileName), "[workspace]\nmembers = [\"*\"]\n");
            if (withCommand)
                Copy(AppContext.BaseDirectory, Path.Combine(draft, CommandFolder));
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(draft, folder);
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
