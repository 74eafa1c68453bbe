namespace Cells.Hosting;

/// <summary>Where the cell is that a client calls.</summary>
public enum CellPlacement
{
    /// <summary>In a process of its own, found by its name.</summary>
    Process,

    /// <summary>In this process: what <c>AddCellService</c> registered. Calls go through images all the same.</summary>
    InProcess,
}
