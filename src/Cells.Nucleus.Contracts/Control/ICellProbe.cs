namespace Cells.Nucleus.Contracts;

/// <summary>How a supervisor finds out whether an instance gets on; served by the instance on its control socket, by the thread that reads there.</summary>
[CellContract("cell_probe")]
public interface ICellProbe
{
    /// <summary>Whether the instance gets on.</summary>
    ValueTask<ProbeReport> ProbeAsync(CancellationToken cancellation = default);
}
