using Cells.Cli.Contracts;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Running;

/// <summary>The builds of a selection of cells, each made after those of the cells that it calls.</summary>
internal sealed class CellBuilds
{
    private readonly List<CellSelection.Selected> _selected;
    private readonly Dictionary<string, CellBuild> _builds = new(StringComparer.Ordinal);

    private CellBuilds(List<CellSelection.Selected> selected) => _selected = selected;

    /// <summary>What a supervisor is told of the cells, in the order in which they start.</summary>
    internal IEnumerable<CellSpec> Specs => _selected.Select(one => CellSpecs.Of(one.Cell, BuildOf(one.Cell), one.AsDependency));

    /// <summary>A project whose build was found; null where one had to be made, or where there is none.</summary>
    internal string? FoundProject => _builds.Values.Any(static build => build.IsNew) ? null : _builds.Keys.FirstOrDefault();

    /// <summary>Builds what has changed.</summary>
    /// <param name="selected">The cells, each behind those that it calls.</param>
    /// <param name="isLocked">Whether it is an error if a snapshot would change.</param>
    /// <param name="mode">How they are built.</param>
    /// <param name="cancellation">Ends a build.</param>
    /// <exception cref="BuildFailedException">One does not build.</exception>
    internal static async Task<CellBuilds> EnsureAsync(List<CellSelection.Selected> selected, bool isLocked, BuildMode mode, CancellationToken cancellation)
    {
        var builds = new CellBuilds(selected);
        foreach ((WorkspaceCell cell, _) in selected)
        {
            if (cell.ProjectPath is not { } project || builds._builds.ContainsKey(project))
                continue;
            JunctionSnapshots.Pull(cell, builds.ProgramFolder, isLocked);
            builds._builds[project] = await BuildProgress.EnsureAsync(cell.Name, project, mode, cancellation);
        }

        return builds;
    }

    /// <summary>The build of a cell; null where its genome names a program.</summary>
    internal CellBuild? BuildOf(WorkspaceCell cell) => cell.ProjectPath is { } project ? _builds[project] : null;

    /// <summary>Where the program of a cell is that starts earlier, and so is built already.</summary>
    private string ProgramFolder(string name)
    {
        WorkspaceCell cell = _selected.First(other => other.Cell.Name == name).Cell;
        return BuildOf(cell)?.Directory ?? Path.GetDirectoryName(cell.ProgramPath!)!;
    }
}
