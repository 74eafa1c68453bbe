using OrderGateway.Contract;

namespace OrderGateway;

/// <summary>Numbers orders in the order in which they arrive.</summary>
internal sealed class Gateway : IOrderGateway
{
    private ulong _last;

    public ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(order.Quantity);
        ulong id = Interlocked.Increment(ref _last);
        if (id % 1000 == 1)
            Console.WriteLine($"order {id}: {order.Quantity} x {order.Symbol}");
        return new(new OrderId(id));
    }
}
