namespace Cells.Conformance.Calls;

/// <summary>How a store says that there is not enough.</summary>
[CellMessage]
public sealed partial record OutOfStock(string Item, int Left);

/// <summary>How a store says that it does not know something.</summary>
[CellMessage]
public sealed partial record NoSuchItem(string Item, byte[] Catalogue);

/// <summary>Fails in every way that a method can.</summary>
[CellContract("store")]
public interface IStore
{
    /// <summary>Takes items; more than 10 are not there, and only <c>nut</c> is known.</summary>
    [Fault<OutOfStock>]
    [Fault<NoSuchItem>]
    ValueTask<int> TakeAsync(string item, int count, int catalogueBytes, CancellationToken cancellation = default);

    /// <summary>Fails later, with a fault that it declares.</summary>
    [Fault<OutOfStock>]
    ValueTask FailLaterAsync(CancellationToken cancellation = default);

    /// <summary>Fails with a fault that it does not declare.</summary>
    ValueTask FailUndeclaredAsync(CancellationToken cancellation = default);
}

/// <inheritdoc/>
public sealed class Store : IStore
{
    public ValueTask<int> TakeAsync(string item, int count, int catalogueBytes, CancellationToken cancellation = default)
    {
        if (item != "nut")
            throw new CellFaultException<NoSuchItem>(new NoSuchItem(item, new byte[catalogueBytes]));
        return count > 10 ? throw new CellFaultException<OutOfStock>(new OutOfStock(item, 10), "Ten are left.") : new(10 - count);
    }

    public async ValueTask FailLaterAsync(CancellationToken cancellation = default)
    {
        await Task.Yield();
        throw new CellFaultException<OutOfStock>(new OutOfStock("later", 0));
    }

    public ValueTask FailUndeclaredAsync(CancellationToken cancellation = default) => throw new CellFaultException<OutOfStock>(new OutOfStock("nut", 1));
}
