using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>A replica at a moment.</summary>
/// <param name="State">Where it is.</param>
/// <param name="Reason">Why, where that needs saying.</param>
/// <param name="Restarts">How often it was started again by itself.</param>
/// <param name="LastExit">How its last process ended; null where none did.</param>
/// <param name="LastLines">What the last process wrote, where it failed.</param>
/// <param name="Serving">The process that serves, or will when it is ready.</param>
/// <param name="Processes">All its processes with their roles.</param>
internal sealed record ReplicaStatus(
    CellState State,
    string Reason,
    int Restarts,
    ProcessExit? LastExit,
    List<string> LastLines,
    CellInstance? Serving,
    IReadOnlyList<(CellInstance Instance, string Role)> Processes);
