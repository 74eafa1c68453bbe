using Cells.Binding;
using Cells.Image.Tests.Unions;
using Cells.Samples;

namespace Cells.Image.Tests.Contracts;

public class UnionContractTests
{
    [Fact]
    public async Task A_union_is_a_request_and_a_response()
    {
        DrawingBoardClient board = Connect();
        Assert.Equal(new Shape.Circle(2), await board.ShapeAsync(new Shape.Circle(1)));
        Assert.Equal(new Shape.Circle(2), board.Shape(new Shape.Circle(1)));
        Assert.Equal(6, board.Area(new Shape.Rectangle(2, 3)));
        using Image<Expression> simplified = await board.SimplifyAsync(UnionValues.Formula);
        Assert.Equal(ExpressionCase.Sum, simplified.View.Case);
    }

    [Fact]
    public async Task A_union_can_be_given_as_a_view_or_an_image()
    {
        DrawingBoardClient board = Connect();
        using Image<Shape> image = board.Rent<Shape>(256);
        Shape.Circle.Builder circle = image.Build().BeginCircle();
        circle.Radius = 3;
        Assert.Equal(new Shape.Circle(6), await board.ShapeAsync(image));
        Assert.Equal(new Shape.Circle(6), board.Shape(image.View));
    }

    [Fact]
    public async Task A_union_stands_among_parameters_and_in_results()
    {
        DrawingBoardClient board = Connect();
        Assert.Equal(new Shape.Empty(), await board.FindAsync("x", new Shape.Circle(1), new Shape.Empty()));
        Assert.Null(await board.FindAsync("x", new Shape.Circle(1)));
        Assert.Equal([new Happening.Began("4711")], await board.HistoryAsync(new CardPayment(1, "4711")));
    }

    [Fact]
    public async Task What_another_version_sends_is_read_by_its_tag()
    {
        var incoming = new LoopbackCall(UnionTests.Bytes<LaterHappening>(new LaterHappening.Began("x")), default);
        await ContractRegistry.CreateDispatcher<IDrawingBoard>(new Board()).DispatchAsync(5, incoming);
        Assert.Equal(new Happening.Began("x"), Images.ImageCodec.Read<Happening>(incoming.Response));
    }

    private static DrawingBoardClient Connect() =>
        DrawingBoardClient.Create(new CellInvoker(new LoopbackChannel(ContractRegistry.CreateDispatcher<IDrawingBoard>(new Board())), CallOptions.Default));

    private sealed class Board : IDrawingBoard
    {
        public ValueTask<Shape> ShapeAsync(Shape shape, CancellationToken cancellation = default) =>
            new(shape is Shape.Circle circle ? new Shape.Circle(2 * circle.Radius) : shape);

        public ValueTask<double> AreaAsync(Shape.View shape, CancellationToken cancellation = default) =>
            new(shape.TryGetRectangle(out Shape.Rectangle.View rectangle) ? rectangle.Width * rectangle.Height : 0);

        public ValueTask<Image<Expression>> SimplifyAsync(Image<Expression> expression, CancellationToken cancellation = default) => new(expression);

        public ValueTask<Shape?> FindAsync(string name, Shape like, Shape? unlike = null) => new(unlike);

        public ValueTask<IReadOnlyList<Happening>> HistoryAsync(Payment payment) =>
            new([new Happening.Began(payment is CardPayment card ? card.Number : "cash")]);

        public ValueTask<Happening> PassAsync(LaterHappening happening, CancellationToken cancellation = default) =>
            new(happening is LaterHappening.Began began ? new Happening.Began(began.Name) : new Happening.Unknown(0));
    }
}
