namespace Cells.Compatibility.Version1;

/// <summary>The first version of the contract.</summary>
[CellContract("shop")]
public interface IShop
{
    ValueTask<Receipt> PlaceAsync(Order order, CancellationToken cancellation = default);

    ValueTask<int> AddAsync(int left, int right, CancellationToken cancellation = default);

    ValueTask<Line> LastAsync(List<Line> lines, CancellationToken cancellation = default);

    ValueTask<uint> CountAsync(Basket basket, CancellationToken cancellation = default);

    ValueTask ResetAsync(CancellationToken cancellation = default);
}

[CellMessage]
public partial record Order(string Symbol, uint Quantity);

[CellMessage]
public partial record Receipt(ulong Id, string Text);

[CellMessage]
public partial record Line(string Symbol, uint Quantity = 1);

[CellMessage]
public partial record Basket(string Owner, uint Quantity);
