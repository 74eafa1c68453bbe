namespace Cells.Rpc.Schemas;

/// <summary>
/// Hands out the schemas of what a cell serves. Whoever serves anything serves it. By it other contracts are compared, so its method stays as it is.
/// </summary>
[CellContract("cell_schema")]
public interface ISchemaSource
{
    /// <summary>The schema of a contract that this cell serves, as JSON with documentation.</summary>
    /// <param name="contract">The contract's name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CellException"><see cref="CellErrorCode.UnknownMethod"/>: the cell does not serve it.</exception>
    ValueTask<string> DescribeAsync(string contract, CancellationToken cancellation = default);
}
