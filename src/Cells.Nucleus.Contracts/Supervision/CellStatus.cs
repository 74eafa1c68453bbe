namespace Cells.Nucleus.Contracts;

/// <summary>One cell as its supervisor sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">One of <c>starting</c>, <c>ready</c>, <c>draining</c>, <c>backoff</c>, <c>stopped</c>, <c>failed</c>.</param>
/// <param name="ProcessId">Its process; 0 where it has none.</param>
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
/// <param name="Report">What it says of itself; null where it was not asked or did not answer in time.</param>
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
    InstanceReport? Report);

/// <summary>Asks for every cell.</summary>
/// <param name="Name">Only the cell of this name; empty for all.</param>
[CellMessage]
public sealed partial record ListRequest(string Name);

/// <summary>Cells, by name.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="SupervisorProcessId">The supervisor's own process.</param>
[CellMessage]
public sealed partial record CellList(List<CellStatus> Cells, int SupervisorProcessId);
