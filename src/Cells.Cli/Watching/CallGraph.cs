using System.Diagnostics;
using Cells.Cli.Output;
using Cells.Nucleus.Contracts;

namespace Cells.Cli.Watching;

/// <summary>Who calls whom: the sessions that cells serve, by who opened them.</summary>
internal static class CallGraph
{
    /// <summary>Sessions from one process to one cell, over one transport.</summary>
    /// <param name="Caller">The calling cell, or the program's name where it is none.</param>
    /// <param name="CallerProcessId">Its process; 0 where that is not known.</param>
    /// <param name="Called">The cell.</param>
    /// <param name="Transport">What the sessions go over.</param>
    /// <param name="Sessions">How many there are.</param>
    /// <param name="Calls">How many calls were made over them since they were opened.</param>
    internal sealed record Edge(string Caller, int CallerProcessId, string Called, string Transport, int Sessions, long Calls);

    /// <summary>The edges, by who calls.</summary>
    internal static List<Edge> Of(IReadOnlyList<CellStatus> cells)
    {
        Dictionary<int, string> names = [];
        foreach (CellStatus cell in cells)
        {
            foreach (InstanceStatus instance in cell.Instances)
                names[instance.ProcessId] = cell.Name;
        }

        return [.. cells
            .SelectMany(cell => SessionsOf(cell).Select(session => (Cell: cell, Session: session)))
            .GroupBy(one => (Process: one.Session.PeerProcessId, one.Cell.Name, one.Session.Transport))
            .Select(group => new Edge(
                NameOf(group.First().Session, names), group.Key.Process, group.Key.Name, group.Key.Transport, group.Count(), group.Sum(static one => one.Session.CallsBegun)))
            .OrderBy(static edge => edge.Caller, StringComparer.Ordinal).ThenBy(static edge => edge.Called, StringComparer.Ordinal).ThenBy(static edge => edge.CallerProcessId)];
    }

    private static IEnumerable<SessionStatus> SessionsOf(CellStatus cell) => SessionCounts.All(cell).Where(static session => session.Accepted);

    private static string NameOf(SessionStatus session, Dictionary<int, string> names)
    {
        if (names.TryGetValue(session.PeerProcessId, out string? name))
            return name;
        if (session.Peer.Length > 0)
            return session.Peer;
        try
        {
            using var process = Process.GetProcessById(session.PeerProcessId);
            return process.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return "a program";
        }
    }
}
