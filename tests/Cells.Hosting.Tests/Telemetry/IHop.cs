namespace Cells.Hosting.Tests.Telemetry;

/// <summary>Goes on from cell to cell.</summary>
[CellContract("hop")]
public interface IHop
{
    /// <summary>Calls the next cell as long as hops are left; the names of the cells, the last one first.</summary>
    ValueTask<List<string>> HopAsync(int left, CancellationToken cancellation = default);
}
