namespace Cells.Transports.SharedMemory;

/// <summary>Something that is lent to a peer, held until the peer returns it or has ended.</summary>
/// <param name="Value">What the peer writes to return it.</param>
/// <param name="Buffer">What is held.</param>
internal readonly record struct Loan(uint Value, ImageBuffer Buffer);
