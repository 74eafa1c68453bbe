namespace Cells.Samples;

/// <summary>Takes orders.</summary>
[CellContract("order_gateway")]
public interface IOrderGateway
{
    /// <summary>Places an order.</summary>
    ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);

    /// <summary>Looks at an order in place.</summary>
    ValueTask<int> MeasureAsync(PlaceOrder.View order, CallContext context);

    /// <summary>Sends a tree back.</summary>
    ValueTask<Image<Tree>> EchoTreeAsync(Image<Tree> tree, CancellationToken cancellation);

    /// <summary>Adds.</summary>
    ValueTask<long> Add(int left, int right = 2);

    /// <summary>Does nothing.</summary>
    ValueTask ResetAsync();

    /// <summary>Finds texts.</summary>
    ValueTask<IReadOnlyList<string>?> FindAsync(string? pattern, List<Side> sides, PlaceOrder like, Marks marks, CallContext context);
}
