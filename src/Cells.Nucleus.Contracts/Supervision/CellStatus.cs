namespace Cells.Nucleus.Contracts;

/// <summary>One cell as its supervisor sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">One of <c>idle</c>, <c>starting</c>, <c>ready</c>, <c>upgrading</c>, <c>draining</c>, <c>backoff</c>, <c>stopped</c>, <c>failed</c>.</param>
/// <param name="ProcessId">Its process, where it has several the first one that serves; 0 where it has none.</param>
/// <param name="StartedUnixMs">When that process was started, in milliseconds since 1970; 0 where it has none.</param>
/// <param name="ReadyAfterMs">How long the process took to become ready; -1 where it is not.</param>
/// <param name="Restarts">How often it was started again on its own since it was last asked for.</param>
/// <param name="LastExit">How its last process ended, in words; empty where none did.</param>
/// <param name="Reason">Why it is in this state, where that needs saying.</param>
/// <param name="Build">The build that it runs.</param>
/// <param name="Source">The cell's directory.</param>
/// <param name="LogFile">Where its output goes.</param>
/// <param name="Contracts">The names of the contracts that it serves.</param>
/// <param name="AsDependency">Whether it runs only because another cell depends on it.</param>
/// <param name="PreviousBuild">The build that a rollback returns to; empty where there is none.</param>
/// <param name="Instances">All its processes, also those that start and those that end.</param>
[CellMessage]
public sealed partial record CellStatus(
    string Name,
    string State,
    int ProcessId,
    long StartedUnixMs,
    int ReadyAfterMs,
    int Restarts,
    string LastExit,
    string Reason,
    string Build,
    string Source,
    string LogFile,
    List<string> Contracts,
    bool AsDependency,
    string PreviousBuild,
    List<InstanceStatus> Instances);

/// <summary>One process of a cell.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="Role">One of <see cref="InstanceRoles"/>.</param>
/// <param name="Build">The build that it runs.</param>
/// <param name="StartedUnixMs">When it was started, in milliseconds since 1970.</param>
/// <param name="ReadyAfterMs">How long it took to become ready; -1 where it is not.</param>
/// <param name="Report">What it says of itself; null where it was not asked or did not answer in time.</param>
[CellMessage]
public sealed partial record InstanceStatus(int ProcessId, string Role, string Build, long StartedUnixMs, int ReadyAfterMs, InstanceReport? Report);

/// <summary>The values of <see cref="InstanceStatus.Role"/>.</summary>
public static class InstanceRoles
{
    /// <summary>It serves, or will when it is ready.</summary>
    public const string Serving = "serving";

    /// <summary>It is to take over, and has not yet.</summary>
    public const string Successor = "successor";

    /// <summary>Another one has taken over; it finishes what it began.</summary>
    public const string Draining = "draining";
}

/// <summary>Asks for every cell.</summary>
/// <param name="Name">Only the cell of this name; empty for all.</param>
/// <param name="MeasureForMs">For how many more milliseconds their processes are to count and time the calls that they serve; 0: they need not on this account.</param>
[CellMessage]
public sealed partial record ListRequest(string Name, int MeasureForMs);

/// <summary>Cells, by name.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="SupervisorProcessId">The supervisor's own process.</param>
[CellMessage]
public sealed partial record CellList(List<CellStatus> Cells, int SupervisorProcessId);
