namespace Cells.Bench.Micro.Messages;

/// <summary>An order.</summary>
[CellMessage]
public sealed partial record Order(string Symbol, uint Quantity, double Price, ulong Account, bool Urgent);
