using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Running;

/// <summary>Turns what was typed behind <c>cell run</c> into cells, each behind those that it calls.</summary>
internal static class CellSelection
{
    /// <summary>A cell to run.</summary>
    /// <param name="Cell">The cell.</param>
    /// <param name="AsDependency">Whether it was not asked for, but a cell that was calls it.</param>
    internal sealed record Selected(WorkspaceCell Cell, bool AsDependency);

    internal static List<Selected> Of(IReadOnlyList<string> typed, SupervisorFiles files)
    {
        Workspace? here = CellNames.FindWorkspace();
        List<Selected> selected = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string text in typed)
        {
            (Workspace workspace, IReadOnlyList<WorkspaceCell> asked) = Find(text, here, files);
            foreach (WorkspaceCell cell in workspace.StartOrder(asked))
            {
                bool asDependency = !asked.Contains(cell);
                if (seen.Add(cell.Name))
                    selected.Add(new Selected(cell, asDependency));
                else if (!asDependency)
                    selected[selected.FindIndex(other => other.Cell.Name == cell.Name)] = new Selected(cell, AsDependency: false);
            }
        }

        return selected;
    }

    private static (Workspace Workspace, IReadOnlyList<WorkspaceCell> Asked) Find(string typed, Workspace? here, SupervisorFiles files)
    {
        bool isPath = typed is "." or ".." || typed.Contains('/', StringComparison.Ordinal);
        if (!isPath && here?.Find(typed) is { } named)
            return (here, [named]);
        if (!Directory.Exists(typed))
        {
            throw isPath
                ? new CommandException(ExitCodes.NotFound, $"There is no folder '{typed}'.")
                : CellNames.Unknown(typed, here?.Cells.Select(cell => cell.Name).ToList() ?? [], files);
        }

        var workspace = Workspace.Resolve(typed);
        return workspace.Requested.IsEmpty
            ? throw new CommandException(ExitCodes.NotFound, $"There is no cell in '{typed}'.")
            : (workspace, workspace.Requested);
    }
}
