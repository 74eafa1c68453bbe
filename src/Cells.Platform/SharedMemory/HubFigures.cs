namespace Cells.Platform.SharedMemory;

/// <summary>A hub at one moment.</summary>
/// <param name="Classes">Its classes of slots, by size.</param>
/// <param name="CommittedBytes">What all regions take.</param>
/// <param name="LargePieces">How many pieces larger than the largest slot there are, each in a region of its own.</param>
/// <param name="LargeWaits">How often somebody waited for memory for one.</param>
/// <param name="Refused">How often there was no memory, and its user went on with memory of the process alone.</param>
public sealed record HubFigures(IReadOnlyList<SlotClassFigures> Classes, long CommittedBytes, int LargePieces, long LargeWaits, long Refused);

/// <summary>A class of slots at one moment.</summary>
/// <param name="SlotBytes">The size of one.</param>
/// <param name="InUse">How many are in use.</param>
/// <param name="Peak">How many were at most.</param>
/// <param name="Extents">How many regions the class has.</param>
/// <param name="Waits">How often somebody waited for one.</param>
public readonly record struct SlotClassFigures(int SlotBytes, int InUse, int Peak, int Extents, long Waits);
