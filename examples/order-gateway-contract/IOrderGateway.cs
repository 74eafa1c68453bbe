using Cells;

namespace OrderGateway.Contract;

/// <summary>Takes orders.</summary>
[CellContract("order_gateway")]
public interface IOrderGateway
{
    /// <summary>Places an order and gives it a number.</summary>
    ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);
}

/// <summary>An order.</summary>
/// <param name="Symbol">What is wanted.</param>
/// <param name="Quantity">How many.</param>
[CellMessage]
public partial record PlaceOrder(string Symbol, uint Quantity);

/// <summary>The number of an order, from 1.</summary>
[CellMessage]
public readonly partial record struct OrderId(ulong Id);
