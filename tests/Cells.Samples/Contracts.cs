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

/// <summary>Carries every sample message.</summary>
[CellContract("echo")]
public interface IEcho
{
    /// <summary>Echoes scalars.</summary>
    ValueTask<Scalars> ScalarsAsync(Scalars message, CancellationToken cancellation = default);

    /// <summary>Echoes scalars that may be absent.</summary>
    ValueTask<OptionalScalars> OptionalScalarsAsync(OptionalScalars message, CancellationToken cancellation = default);

    /// <summary>Echoes what has a size of its own.</summary>
    ValueTask<Bulk> BulkAsync(Bulk message, CancellationToken cancellation = default);

    /// <summary>Echoes lists.</summary>
    ValueTask<Lists> ListsAsync(Lists message, CancellationToken cancellation = default);

    /// <summary>Echoes a tree.</summary>
    ValueTask<Tree> TreeAsync(Tree message, CancellationToken cancellation = default);

    /// <summary>Echoes defaults.</summary>
    ValueTask<Defaults> DefaultsAsync(Defaults message, CancellationToken cancellation = default);

    /// <summary>Echoes maps.</summary>
    ValueTask<Maps> MapsAsync(Maps message, CancellationToken cancellation = default);

    /// <summary>Echoes sets.</summary>
    ValueTask<Sets> SetsAsync(Sets message, CancellationToken cancellation = default);

    /// <summary>Echoes tuples.</summary>
    ValueTask<Tuples> TuplesAsync(Tuples message, CancellationToken cancellation = default);

    /// <summary>Echoes one of each.</summary>
    ValueTask<Stock> StockAsync(Stock message, CancellationToken cancellation = default);

    /// <summary>Echoes messages of fixed layout.</summary>
    ValueTask<Book> BookAsync(Book message, CancellationToken cancellation = default);

    /// <summary>Looks for a quote.</summary>
    ValueTask<Quote?> QuoteAsync(Point at, CancellationToken cancellation = default);

    /// <summary>Counts words.</summary>
    ValueTask<Dictionary<string, int>> CountAsync((string Text, bool IsStrict) source, HashSet<string> words, CancellationToken cancellation = default);

    /// <summary>Echoes nothing.</summary>
    ValueTask<Nothing> NothingAsync(Nothing message, CancellationToken cancellation = default);
}
