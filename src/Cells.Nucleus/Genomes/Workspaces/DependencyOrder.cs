using System.Collections.Immutable;

namespace Cells.Nucleus.Genomes.Workspaces;

/// <summary>Puts cells behind those that they call.</summary>
internal sealed class DependencyOrder
{
    private readonly Dictionary<string, WorkspaceCell> _byName;
    private readonly ImmutableArray<WorkspaceCell>.Builder _ordered = ImmutableArray.CreateBuilder<WorkspaceCell>();
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<string> _way = [];

    private DependencyOrder(Dictionary<string, WorkspaceCell> byName) => _byName = byName;

    public static ImmutableArray<WorkspaceCell> Of(IEnumerable<WorkspaceCell> cells, Dictionary<string, WorkspaceCell> byName)
    {
        var order = new DependencyOrder(byName);
        foreach (WorkspaceCell cell in cells)
        {
            order.Visit(cell.Name, cell.Location);
        }
        return order._ordered.ToImmutable();
    }

    // As deep as the longest chain of calls, which Workspace.CellsMax bounds.
    private void Visit(string name, GenomeLocation calledFrom)
    {
        if (_done.Contains(name))
        {
            return;
        }
        int before = _way.IndexOf(name);
        if (before >= 0)
        {
            string circle = string.Join(" -> ", _way.Skip(before).Append(name));
            throw new GenomeException(calledFrom, $"the junctions form a cycle: {circle}; none of these cells could start first");
        }
        _way.Add(name);
        WorkspaceCell cell = _byName[name];
        foreach (WorkspaceJunction junction in cell.Junctions)
        {
            Visit(junction.Cell, junction.Location);
        }
        _way.RemoveAt(_way.Count - 1);
        _done.Add(name);
        _ordered.Add(cell);
    }
}
