namespace Cells.Compatibility;

/// <summary>Says what it was given.</summary>
public sealed class Shop : IShop
{
    public ValueTask<string> GreetAsync(string name, CancellationToken cancellation = default) => new("Hello " + name);

    public ValueTask ResetAsync(CancellationToken cancellation = default) => default;

    public ValueTask<uint> CountAsync(Basket basket, CancellationToken cancellation = default) => new((uint)basket.Quantity);

    public ValueTask<int> AddAsync(int left, int right, int third = 10, CancellationToken cancellation = default) => new(left + right + third);

    public ValueTask<Line> LastAsync(List<Line> lines, CancellationToken cancellation = default) => new(lines[^1]);

    public ValueTask<Receipt> PlaceAsync(Order.View order, CancellationToken cancellation = default) =>
        new(new Receipt(order.Quantity, $"{order.Symbol.ToString()} urgent={order.Urgent} note={order.Note.ToString()}", 2.5, "stamped"));
}
