using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Diagnosis;

/// <summary>What is in the run directory and the workspace around here.</summary>
internal static class RunDirectoryChecks
{
    internal static async Task<List<Finding>> AllAsync(SupervisorFiles files, CancellationToken cancellation) =>
        [Workspace(), Place(files), .. await SupervisorAsync(files, cancellation)];

    private static Finding Workspace()
    {
        try
        {
            return CellNames.FindWorkspace() is { } workspace
                ? new("workspace", Severity.Good, $"{workspace.Cells.Length} cells below {workspace.Root}")
                : new("workspace", Severity.Good, "none around this folder");
        }
        catch (GenomeException error)
        {
            return new("workspace", Severity.Error, error.Message, "Mend the genome; no command that needs it works before.");
        }
    }

    private static Finding Place(SupervisorFiles files)
    {
        try
        {
            files.Ensure();
            return new("run directory", Severity.Good, files.Directory.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new("run directory", Severity.Error, error.Message, $"Name another one by --run-dir or {Rpc.Discovery.RunDirectory.Variable}.");
        }
    }

    private static async Task<List<Finding>> SupervisorAsync(SupervisorFiles files, CancellationToken cancellation)
    {
        try
        {
            if (SupervisorConnection.TryOpen(files, cancellation) is not { } supervisor)
                return [new("supervisor", Severity.Good, "none runs here")];
            using (supervisor)
            {
                CellList list = await supervisor.Nucleus.ListAsync(new ListRequest("", MeasureForMs: 0), cancellation);
                return [new("supervisor", Severity.Good, $"process {list.SupervisorProcessId}, with {list.Cells.Count} cells"), .. list.Cells.SelectMany(Cell)];
            }
        }
        catch (CommandException error)
        {
            return [new("supervisor", Severity.Error, error.Message)];
        }
        catch (UnauthorizedAccessException)
        {
            // That is said of the run directory.
            return [];
        }
    }

    private static IEnumerable<Finding> Cell(CellStatus cell)
    {
        if (cell.State == "failed")
            yield return new(cell.Name, Severity.Error, $"failed: {cell.Reason}", $"'cell logs {cell.Name}' shows more, 'cell run {cell.Name}' starts it again.");
        SessionStatus[] onSocket = [.. Output.SessionCounts.All(cell).Where(static session => session.WhyNoSharedMemory.Length > 0)];
        if (onSocket.Length > 0)
            yield return new(cell.Name, Severity.Warning, $"{onSocket.Length} of its sessions go through their sockets: {onSocket[0].WhyNoSharedMemory}");
    }
}
