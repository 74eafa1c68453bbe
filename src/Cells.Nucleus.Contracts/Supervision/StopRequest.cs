namespace Cells.Nucleus.Contracts;

/// <summary>Asks for a cell to be stopped.</summary>
/// <param name="Name">The cell's name; empty for all of them.</param>
/// <param name="DrainTimeoutMs">How long begun calls may take to end.</param>
[CellMessage]
public sealed partial record StopRequest(string Name, int DrainTimeoutMs);

/// <summary>Asks for the end of everything.</summary>
/// <param name="DrainTimeoutMs">How long begun calls may take to end.</param>
[CellMessage]
public sealed partial record DownRequest(int DrainTimeoutMs);

/// <summary>What was stopped.</summary>
/// <param name="Found">Whether the named cell was there and not stopped already; true where none was named.</param>
/// <param name="Stopped">The cells that were stopped, in the order of their ends.</param>
[CellMessage]
public sealed partial record StopReply(bool Found, List<StoppedCell> Stopped);

/// <summary>One cell that was stopped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LastExit">How its process ended, in words.</param>
/// <param name="Drained">Whether everything it had begun was finished.</param>
[CellMessage]
public sealed partial record StoppedCell(string Name, string LastExit, bool Drained);
