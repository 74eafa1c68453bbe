using System.Collections.Immutable;
using Cells.Nucleus.Genomes.Reading;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>Finds the cells that junctions mean, and takes in those that no workspace lists.</summary>
internal static class JunctionTargets
{
    public static ImmutableArray<WorkspaceCell> Resolve(CellCollection collection)
    {
        var resolved = ImmutableArray.CreateBuilder<WorkspaceCell>();
        // A target outside of the workspace is appended while the list is walked, and has its turn later.
        for (int i = 0; i < collection.Cells.Count; i++)
        {
            WorkspaceCell cell = collection.Cells[i];
            resolved.Add(cell with { Junctions = [.. cell.Genome.Junctions.Select(junction => Resolve(collection, cell, junction))] });
        }
        return resolved.ToImmutable();
    }

    private static WorkspaceJunction Resolve(CellCollection collection, WorkspaceCell from, Junction junction)
    {
        GenomeText target = junction.Target;
        bool isPath = target.Value is "." or ".." || target.Value.Contains('/');
        if (!isPath && collection.TryGet(CellName.Normalize(target.Value), out WorkspaceCell? named))
        {
            return new(junction.Name, named.Name, target.Location);
        }
        string folder = CellFolder.PathOf(from.Folder, target.Value);
        if (!Directory.Exists(folder))
        {
            throw isPath ? CellFolder.NoFolder(folder, target) : NoName(collection, target);
        }
        if (!collection.Covers(folder))
        {
            collection.AddFolder(folder, target.Location);
        }
        return new(junction.Name, OnlyCellIn(collection, folder, target).Name, target.Location);
    }

    private static WorkspaceCell OnlyCellIn(CellCollection collection, string folder, GenomeText target)
    {
        List<WorkspaceCell> cells = [.. collection.In(folder)];
        return cells switch
        {
            [var only] => only,
            [] => throw new GenomeException(target.Location, $"'{target.Value}' is a workspace; name one of its cells instead"),
            _ => throw new GenomeException(
                target.Location,
                $"'{target.Value}' is the folder of several cells; name one of them instead: {string.Join(", ", cells.Select(cell => cell.Name))}"),
        };
    }

    private static GenomeException NoName(CellCollection collection, GenomeText target)
    {
        string suggestion = Suggestion.For(target.Value, collection.Names);
        return new(target.Location, $"there is no cell '{target.Value}' in the workspace, and no folder of that name{suggestion}");
    }
}
