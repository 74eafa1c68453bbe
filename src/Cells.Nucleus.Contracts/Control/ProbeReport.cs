namespace Cells.Nucleus.Contracts;

/// <summary>Whether an instance gets on. Answered without its thread pool, so that the answer comes when that is stuck.</summary>
/// <param name="CallsInFlight">How many calls it serves whose handlers have not finished at once.</param>
/// <param name="CallsBegun">How many calls it has begun to serve since it was started.</param>
/// <param name="PoolStuckMs">For how many milliseconds its thread pool has not begun anything although something waits; 0 where nothing does.</param>
/// <param name="AbandonedMs">For how many milliseconds the handler that has longest done so has gone on although nobody waits for its call any more; 0 where none does.</param>
/// <param name="AbandonedMethod">What that one serves; empty where there is none.</param>
[CellMessage]
public sealed partial record ProbeReport(int CallsInFlight, long CallsBegun, int PoolStuckMs, long AbandonedMs, string AbandonedMethod);
