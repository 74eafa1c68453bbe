using Cells.Nucleus.Builds;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Running;

/// <summary>A program in a folder that it was published into.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Id">Names it by the content of its folder.</param>
internal sealed record PublishedProgram(string Path, string Id)
{
    /// <summary>
    /// The program of a cell in a folder: the one that a genome there names, as <c>cell publish</c> writes it; else the one that is called as the cell's program or project is; else the only one
    /// that can be executed.
    /// </summary>
    /// <exception cref="CommandException">There is none, or several.</exception>
    internal static PublishedProgram In(string folder, WorkspaceCell cell)
    {
        if (!Directory.Exists(folder))
            throw new CommandException(ExitCodes.NotFound, $"There is no folder '{folder}'.");
        folder = System.IO.Path.GetFullPath(folder);
        if (Named(folder, cell.Name) is { } named)
            return new PublishedProgram(named, BuildContent.IdOf(System.IO.Path.GetDirectoryName(named)!));
        string[] names = [System.IO.Path.GetFileName(cell.ProgramPath ?? ""), System.IO.Path.GetFileNameWithoutExtension(cell.ProjectPath ?? ""), cell.Name];
        string[] programs = [.. Directory.EnumerateFiles(folder).Where(IsProgram).Order(StringComparer.Ordinal)];
        string? program = names.Where(static name => name.Length > 0).Select(name => Array.Find(programs, path => System.IO.Path.GetFileName(path) == name)).FirstOrDefault(static found => found is not null)
            ?? (programs is [var only] ? only : null);
        if (program is null)
        {
            throw new CommandException(ExitCodes.NotFound, programs.Length == 0
                ? $"There is no program in {folder}: no file in it can be executed. 'dotnet publish -o {folder}' makes one."
                : $"Which program in {folder} is '{cell.Name}'? There are: {string.Join(", ", programs.Select(static path => System.IO.Path.GetFileName(path)))}. Name it in the genome's [run].");
        }

        return new PublishedProgram(program, BuildContent.IdOf(folder));
    }

    private static string? Named(string folder, string cell) => File.Exists(System.IO.Path.Combine(folder, Genome.FileName))
        ? Workspace.Resolve(folder).Requested.FirstOrDefault(published => published.Name == cell)?.ProgramPath
        : null;

    private static bool IsProgram(string path) =>
        System.IO.Path.GetExtension(path) is not (".dll" or ".so") && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
