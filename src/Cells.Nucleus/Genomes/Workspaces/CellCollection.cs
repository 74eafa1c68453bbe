using System.Diagnostics.CodeAnalysis;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>Gathers the cells of workspaces, each folder and each name once.</summary>
internal sealed class CellCollection
{
    private readonly List<WorkspaceCell> _cells = [];
    private readonly Dictionary<string, WorkspaceCell> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _workspaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _memberFolders = new(StringComparer.Ordinal);

    public IReadOnlyList<WorkspaceCell> Cells => _cells;

    public IEnumerable<string> Names => _byName.Keys;

    public bool TryGet(string name, [NotNullWhen(true)] out WorkspaceCell? cell) => _byName.TryGetValue(name, out cell);

    public IEnumerable<WorkspaceCell> In(string folder) => _cells.Where(cell => cell.Folder == folder);

    public bool IsWorkspace(string folder) => _workspaces.Contains(folder);

    /// <summary>Whether a folder is a workspace or has a cell.</summary>
    public bool Covers(string folder) => IsWorkspace(folder) || In(folder).Any();

    public void AddWorkspace(Genome workspace)
    {
        if (!_workspaces.Add(workspace.Folder))
        {
            return;
        }
        RefuseTooMany(workspace.Location);
        if (workspace.DescribesCell)
        {
            AddCell(workspace, workspace.Name, workspace.Location, workspace.Folder);
        }
        foreach (GenomeText member in workspace.Members)
        {
            foreach (string folder in MemberPattern.Expand(workspace.Folder, member))
            {
                AddMember(folder, member, workspace.Folder);
            }
        }
        foreach (CellEntry entry in workspace.Cells)
        {
            AddEntry(entry, workspace.Folder);
        }
    }

    /// <summary>Adds the cell or the workspace in a folder that no workspace lists.</summary>
    public void AddFolder(string folder, GenomeLocation location)
    {
        if (CellFolder.Read(folder) is not { } genome)
        {
            throw CellFolder.NoCell(folder, location);
        }
        Add(genome, workspaceFolder: null);
    }

    private void AddMember(string folder, GenomeText member, string workspaceFolder)
    {
        if (!_memberFolders.Add(folder) || folder == workspaceFolder)
        {
            return;
        }
        // A pattern takes what is a cell for certain; a folder that is named must be one.
        bool named = !MemberPattern.HasWildcard(member.Value);
        if (CellFolder.Read(folder, programsOnly: !named) is { } genome)
        {
            Add(genome, workspaceFolder);
        }
        else if (named)
        {
            throw CellFolder.NoCell(folder, member.Location);
        }
    }

    private void AddEntry(CellEntry entry, string workspaceFolder)
    {
        string folder = CellFolder.PathOf(workspaceFolder, entry.Path.Value);
        if (!Directory.Exists(folder))
        {
            throw CellFolder.NoFolder(folder, entry.Path);
        }
        Genome genome = CellFolder.Read(folder) ?? throw CellFolder.NoCell(folder, entry.Path.Location);
        if (!genome.DescribesCell)
        {
            throw new GenomeException(entry.Path.Location, $"'{entry.Path.Value}' is a workspace; expected the folder of one cell");
        }
        AddCell(genome with { Name = entry.Name }, entry.Name, entry.Location, workspaceFolder);
    }

    private void Add(Genome genome, string? workspaceFolder)
    {
        if (genome.IsWorkspace)
        {
            AddWorkspace(genome);
        }
        else
        {
            AddCell(genome, genome.Name, genome.Location, workspaceFolder);
        }
    }

    private void AddCell(Genome genome, string name, GenomeLocation location, string? workspaceFolder)
    {
        RefuseTooMany(location);
        if (_byName.TryGetValue(name, out WorkspaceCell? first))
        {
            throw new GenomeException(
                location,
                $"the cell '{name}' is already defined at {first.Location}; cells that run together need names of their own");
        }
        var cell = new WorkspaceCell
        {
            Name = name,
            Genome = genome,
            Location = location,
            WorkspaceFolder = workspaceFolder,
            ProgramPath = genome.Program is { } program ? CellFolder.PathOf(genome.Folder, program.Value) : null,
            ProjectPath = genome.Program is null ? ProgramProject.Of(genome) : null,
        };
        _byName.Add(name, cell);
        _cells.Add(cell);
    }

    private void RefuseTooMany(GenomeLocation location)
    {
        if (_cells.Count + _workspaces.Count > Workspace.CellsMax)
        {
            throw new GenomeException(
                location,
                $"the workspace has more than {Workspace.CellsMax} cells ({nameof(Workspace.CellsMax)}); does a link lead back into it?");
        }
    }
}
