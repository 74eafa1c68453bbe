namespace Cells.Compatibility;

/// <summary>The second version of the contract: methods in another order, fields and a parameter appended, one method added, one changed so that it does not fit.</summary>
[CellContract("shop")]
public interface IShop
{
    ValueTask<string> GreetAsync(string name, CancellationToken cancellation = default);

    ValueTask ResetAsync(CancellationToken cancellation = default);

    ValueTask<uint> CountAsync(Basket basket, CancellationToken cancellation = default);

    ValueTask<int> AddAsync(int left, int right, int third = 10, CancellationToken cancellation = default);

    ValueTask<Line> LastAsync(List<Line> lines, CancellationToken cancellation = default);

    ValueTask<Receipt> PlaceAsync(Order.View order, CancellationToken cancellation = default);
}

[CellMessage]
public partial record Order(string Symbol, uint Quantity, bool Urgent = true, string Note = "none");

[CellMessage]
public partial record Receipt(ulong Id, string Text, double Price = 1.5, string? Stamp = null);

[CellMessage]
public partial record Line(string Symbol, uint Quantity = 1, List<string>? Tags = null);

[CellMessage]
public partial record Basket(string Owner, ulong Quantity);
