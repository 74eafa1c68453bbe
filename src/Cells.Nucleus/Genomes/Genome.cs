using System.Collections.Immutable;

namespace Cells.Nucleus.Genomes;

/// <summary>What a <c>Genome.toml</c> says: what a cell is, what it calls, how it lives; or which cells form a workspace.</summary>
public sealed record Genome
{
    /// <summary>The file's name in a cell's folder.</summary>
    public const string FileName = "Genome.toml";

    /// <summary>How many replicas a genome may ask for.</summary>
    public const int ReplicasMax = 256;

    /// <summary>The cell's name, with <c>_</c> for <c>-</c>; of a genome that describes no cell, the folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The full path of the folder that paths in the genome are relative to.</summary>
    public required string Folder { get; init; }

    /// <summary>Where the name stands; the whole file or folder where the folder gives the name.</summary>
    public required GenomeLocation Location { get; init; }

    /// <summary>Whether there is a cell in this folder; a genome that only forms a workspace describes none.</summary>
    public bool DescribesCell { get; init; } = true;

    /// <summary>The project to build, where the folder has more than one program.</summary>
    public GenomeText? Project { get; init; }

    /// <summary>A published program to run instead of the project; where it is named, nothing is built.</summary>
    public GenomeText? Program { get; init; }

    /// <summary>How many instances run at once.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Whether the cell has memory pools of its own, and another user or a sandbox.</summary>
    public bool Isolated { get; init; }

    /// <summary>The cells that this one calls on this machine.</summary>
    public ImmutableArray<Junction> Junctions { get; init; } = [];

    /// <summary>The cells that this one calls on other machines.</summary>
    public ImmutableArray<Axon> Axons { get; init; } = [];

    /// <summary>When the cell starts, stops and is started again.</summary>
    public CellLife Life { get; init; } = new();

    /// <summary>What the cell may use up.</summary>
    public CellLimits Limits { get; init; } = new();

    /// <summary>Who may call the cell besides the user it runs as.</summary>
    public CellAccess Access { get; init; } = new();

    /// <summary>The patterns of the folders that form a workspace.</summary>
    public ImmutableArray<GenomeText> Members { get; init; } = [];

    /// <summary>Further cells of a workspace, several of which may share a project.</summary>
    public ImmutableArray<CellEntry> Cells { get; init; } = [];

    /// <summary>Whether the genome forms a workspace.</summary>
    public bool IsWorkspace { get; init; }
}
