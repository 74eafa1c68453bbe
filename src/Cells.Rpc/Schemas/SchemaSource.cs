using Cells.Rpc.Serving;

namespace Cells.Rpc.Schemas;

/// <summary>Describes the contracts of a table.</summary>
internal sealed class SchemaSource(ServiceTable services) : ISchemaSource
{
    /// <inheritdoc/>
    public ValueTask<string> DescribeAsync(string contract, CancellationToken cancellation = default)
    {
        foreach (var dispatcher in services.Dispatchers)
        {
            if (dispatcher.Contract.Name == contract)
                return new ValueTask<string>(dispatcher.Contract.SchemaJson);
        }

        throw new CellException(CellErrorCode.UnknownMethod, $"The contract '{contract}' is not served here.");
    }
}
