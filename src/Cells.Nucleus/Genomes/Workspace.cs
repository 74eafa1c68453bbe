using System.Collections.Immutable;
using Cells.Nucleus.Genomes.Workspaces;
using Cells.Toml;

namespace Cells.Nucleus.Genomes;

/// <summary>Cells that may call each other by name, with everything that their genomes leave to be found.</summary>
public sealed class Workspace
{
    /// <summary>How many cells and nested workspaces a workspace may have.</summary>
    public const int CellsMax = 1024;

    private readonly Dictionary<string, WorkspaceCell> _byName;

    private Workspace(string root, ImmutableArray<WorkspaceCell> cells, Func<WorkspaceCell, bool> isRequested)
    {
        Root = root;
        _byName = cells.ToDictionary(cell => cell.Name, StringComparer.Ordinal);
        Cells = StartOrder(cells);
        Requested = [.. Cells.Where(isRequested)];
    }

    /// <summary>The folder of the outermost workspace genome; where there is none, that of the cell asked for.</summary>
    public string Root { get; }

    /// <summary>All cells, each behind those it calls.</summary>
    public ImmutableArray<WorkspaceCell> Cells { get; }

    /// <summary>
    /// The cells that the given directory stands for: those in it, or all of the workspace that it is; each behind those it calls.
    /// </summary>
    public ImmutableArray<WorkspaceCell> Requested { get; }

    /// <summary>
    /// Reads the cell or the workspace in a directory, the workspaces that it is part of, and cells elsewhere that theirs call.
    /// A directory without a genome is a cell if it has exactly one project that is a program.
    /// </summary>
    /// <exception cref="GenomeException">There is no cell, or a genome, a name or a junction is not as it must be.</exception>
    public static Workspace Resolve(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        try
        {
            return ResolveFolder(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new GenomeException(new(folder), $"the workspace cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>The cell of a name, in which <c>-</c> stands for <c>_</c>; null where there is none.</summary>
    public WorkspaceCell? Find(string name) => _byName.GetValueOrDefault(CellName.Normalize(name));

    /// <summary>The name of a cell that may have been meant by one that <see cref="Find"/> does not know.</summary>
    public string? FindNearest(string name) => NearestName.Find(name, Cells.Select(cell => cell.Name));

    /// <summary>Cells with all that they call, directly or not, in the order to start them in: each behind those it calls.</summary>
    /// <exception cref="GenomeException">Cells call each other in a circle; the message shows it.</exception>
    public ImmutableArray<WorkspaceCell> StartOrder(IEnumerable<WorkspaceCell> cells) => DependencyOrder.Of(cells, _byName);

    private static Workspace ResolveFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new GenomeException(new(folder), "there is no such folder");
        }
        var collection = new CellCollection();
        ImmutableArray<Genome> workspaces = WorkspaceReader.FindAll(folder);
        foreach (Genome workspace in workspaces)
        {
            collection.AddWorkspace(workspace);
        }
        if (!collection.Covers(folder))
        {
            collection.AddFolder(folder, new(folder));
        }
        ImmutableArray<WorkspaceCell> cells = JunctionTargets.Resolve(collection);
        return new(workspaces is [var outermost, ..] ? outermost.Folder : folder, cells, cell => IsRequested(cell, folder));
    }

    private static bool IsRequested(WorkspaceCell cell, string folder) =>
        cell.Folder == folder || (cell.WorkspaceFolder is { } workspace && IsAtOrBelow(workspace, folder));

    private static bool IsAtOrBelow(string path, string folder)
    {
        string prefix = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        return path == folder || path.StartsWith(prefix, StringComparison.Ordinal);
    }
}
