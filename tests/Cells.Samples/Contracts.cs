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

    /// <summary>Echoes unions.</summary>
    ValueTask<Drawing> DrawingAsync(Drawing message, CancellationToken cancellation = default);

    /// <summary>Echoes unions in maps and tuples.</summary>
    ValueTask<Gallery> GalleryAsync(Gallery message, CancellationToken cancellation = default);

    /// <summary>Echoes an expression.</summary>
    ValueTask<Expression> ExpressionAsync(Expression message, CancellationToken cancellation = default);

    /// <summary>Echoes values whose types only they know.</summary>
    ValueTask<TemplateInput> TemplateInputAsync(TemplateInput message, CancellationToken cancellation = default);
}

/// <summary>Carries unions.</summary>
[CellContract("drawing_board")]
public interface IDrawingBoard
{
    /// <summary>Echoes a shape.</summary>
    ValueTask<Shape> ShapeAsync(Shape shape, CancellationToken cancellation = default);

    /// <summary>Looks at a shape in place.</summary>
    ValueTask<double> AreaAsync(Shape.View shape, CancellationToken cancellation = default);

    /// <summary>Simplifies an expression.</summary>
    ValueTask<Image<Expression>> SimplifyAsync(Image<Expression> expression, CancellationToken cancellation = default);

    /// <summary>Finds a shape.</summary>
    ValueTask<Shape?> FindAsync(string name, Shape like, Shape? unlike = null);

    /// <summary>Says what happened.</summary>
    ValueTask<IReadOnlyList<Happening>> HistoryAsync(Payment payment);

    /// <summary>Passes a later event on.</summary>
    ValueTask<Happening> PassAsync(LaterHappening happening, CancellationToken cancellation = default);
}
