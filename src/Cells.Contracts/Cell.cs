namespace Cells;

/// <summary>
/// Where a program starts: <c>Cell.ConnectAsync</c> (from Cells.Rpc) calls a cell, <c>Cell.RunAsync</c> (from Cells.Hosting) is one.
/// </summary>
public static class Cell;
