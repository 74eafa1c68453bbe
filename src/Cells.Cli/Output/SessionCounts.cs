using Cells.Nucleus.Contracts;

namespace Cells.Cli.Output;

/// <summary>The open sessions of a cell.</summary>
internal static class SessionCounts
{
    /// <summary>Those of all its processes.</summary>
    internal static IEnumerable<SessionStatus> All(CellStatus cell) => cell.Instances.SelectMany(static instance => instance.Report?.Sessions ?? []);

    /// <summary>How many over which transport: <c>2 shm, 1 unix</c>.</summary>
    internal static string Of(CellStatus cell) => All(cell).GroupBy(static session => session.Transport, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => $"{group.Count()} {group.Key}").DefaultIfEmpty("-").Aggregate(static (all, next) => $"{all}, {next}");
}
