using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;
using Cells.Toml;

namespace Cells.Cli.Running;

/// <summary>The cells that a name typed here can mean: those of the workspace, and those that the run directory knows.</summary>
internal static class CellNames
{
    /// <summary>The error for a cell that does not run: it exists, or something near it does, or nothing.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="files">The run directory's files.</param>
    /// <param name="others">What else has a name that may have been meant.</param>
    internal static CommandException NotRunning(string typed, SupervisorFiles files, IEnumerable<string>? others = null)
    {
        string name = RunDirectory.NormalName(typed);
        List<string> known = Known(files);
        if (known.Contains(name))
            return new CommandException(ExitCodes.NotFound, $"'{name}' is not running. 'cell run {name}' starts it.");
        return Unknown(typed, [.. known, .. others ?? []], files);
    }

    /// <summary>The error for a name that no cell has.</summary>
    internal static CommandException Unknown(string typed, IReadOnlyCollection<string> known, SupervisorFiles files)
    {
        string advice = NearestName.Find(RunDirectory.NormalName(typed), known) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"'cell ps' shows what runs in {files.Directory.Path}.";
        return new CommandException(ExitCodes.NotFound, $"There is no cell '{typed}'. {advice}");
    }

    /// <summary>All names, in their one spelling.</summary>
    internal static List<string> Known(SupervisorFiles files)
    {
        HashSet<string> names = new(files.CellNames(), StringComparer.Ordinal);
        try
        {
            if (FindWorkspace() is { } workspace)
                names.UnionWith(workspace.Cells.Select(cell => cell.Name));
        }
        catch (GenomeException)
        {
            // A genome that is wrong does not matter to those who only look for a running cell.
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The outermost workspace upwards from the current directory.</summary>
    internal static Workspace? FindWorkspace() =>
        WorkspaceReader.Find(Environment.CurrentDirectory) is { } outermost ? Workspace.Resolve(outermost.Folder) : null;
}
