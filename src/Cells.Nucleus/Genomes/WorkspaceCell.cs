using System.Collections.Immutable;

namespace Cells.Nucleus.Genomes;

/// <summary>A cell of a workspace, with its files and neighbours found.</summary>
public sealed record WorkspaceCell
{
    /// <summary>The cell's name: its genome's, or the one that the workspace gives it.</summary>
    public required string Name { get; init; }

    /// <summary>What the cell is; cells on one project share it, but for the name.</summary>
    public required Genome Genome { get; init; }

    /// <summary>Where the cell gets its name.</summary>
    public required GenomeLocation Location { get; init; }

    /// <summary>The folder of the workspace genome that the cell belongs to, or null for one that belongs to none.</summary>
    public string? WorkspaceFolder { get; init; }

    /// <summary>The full path of the project to build, or null where a published program runs.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>The full path of the published program to run, or null where a project is built.</summary>
    public string? ProgramPath { get; init; }

    /// <summary>The cells that this one calls, by the names it calls them.</summary>
    public ImmutableArray<WorkspaceJunction> Junctions { get; init; } = [];

    /// <summary>The full path of the cell's folder.</summary>
    public string Folder => Genome.Folder;
}

/// <summary>A junction whose target is found.</summary>
/// <param name="Name">What the caller calls it.</param>
/// <param name="Cell">The name of the cell that is called.</param>
/// <param name="Location">Where the genome says so.</param>
public sealed record WorkspaceJunction(string Name, string Cell, GenomeLocation Location);
