using Cells.Nucleus.Contracts;

namespace Cells.Cli.Output;

/// <summary>The open sessions of a cell.</summary>
internal static class SessionCounts
{
    /// <summary>Those of all its processes.</summary>
    internal static IEnumerable<SessionStatus> All(CellStatus cell) => cell.Instances.SelectMany(static instance => instance.Report?.Sessions ?? []);

    /// <summary>How many over which transport: <c>2 shm, 1 unix</c>.</summary>
    internal static string Of(CellStatus cell)
    {
        var transports = All(cell).Select(static session => session.Transport).ToList();
        if (transports.Count == 0)
            return "-";
        return string.Join(", ", transports.Distinct().Order(StringComparer.Ordinal).Select(transport => $"{transports.Count(other => other == transport)} {transport}"));
    }
}
