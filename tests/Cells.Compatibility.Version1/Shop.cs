namespace Cells.Compatibility.Version1;

/// <summary>Says what it was given.</summary>
public sealed class Shop : IShop
{
    public ValueTask<Receipt> PlaceAsync(Order order, CancellationToken cancellation = default) => new(new Receipt(order.Quantity, order.ToString()));

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default) => new(left + right);

    public ValueTask<Line> LastAsync(List<Line> lines, CancellationToken cancellation = default) => new(lines[^1]);

    public ValueTask<uint> CountAsync(Basket basket, CancellationToken cancellation = default) => new(basket.Quantity);

    public ValueTask ResetAsync(CancellationToken cancellation = default) => default;
}
