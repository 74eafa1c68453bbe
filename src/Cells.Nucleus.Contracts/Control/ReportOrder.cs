namespace Cells.Nucleus.Contracts;

/// <summary>Asks an instance what goes on in it.</summary>
/// <param name="MeasureForMs">For how many more milliseconds it is to count and time the calls that it serves; 0: it need not on this account.</param>
[CellMessage]
public sealed partial record ReportOrder(int MeasureForMs);
