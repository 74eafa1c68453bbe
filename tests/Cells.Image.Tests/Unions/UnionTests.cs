using System.Buffers.Binary;
using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests.Unions;

public class UnionTests
{
    [Fact]
    public void Every_case_is_the_same_after_its_image()
    {
        Check<Shape>(new Shape.Circle(1.5));
        Check<Shape>(new Shape.Rectangle(1, -2));
        Check<Shape>(new Shape.Empty());
        Check(UnionValues.Formula);
        Check<Payment>(new CashPayment(1.50m));
        Check<Payment>(new CardPayment(2, "4711"));
        Check<Happening>(new Happening.Began("x"));
        Check(UnionValues.Drawing);
        Check(UnionValues.SmallDrawing);
    }

    [Fact]
    public void Unions_in_maps_and_tuples_are_the_same_after_their_image()
    {
        Check(UnionValues.Gallery);
        byte[] image = Bytes(UnionValues.Gallery);
        using var copy = new Gallery.View(image).ToImage();
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(copy.Bytes));
        Assert.True(new Gallery.View(image).ByName.TryGetValue("b", out Shape.View shape));
        Assert.Equal(1, shape.AsCircle.Radius);
    }

    [Fact]
    public void Every_dynamic_value_is_the_same_after_its_image()
    {
        Assert.Equal(UnionValues.Data, ImageCodec.Read<Value>(Bytes(UnionValues.Data)));
        Assert.Equal(Value.Null, ImageCodec.Read<Value>(Bytes(Value.Null)));
        Check(UnionValues.Input);
        Check(UnionValues.EmptyInput);
    }

    [Fact]
    public void A_copy_of_a_view_has_the_same_bytes()
    {
        using var drawing = Image<Drawing>.Create(UnionValues.Drawing);
        using var drawingCopy = drawing.View.ToImage();
        Assert.Equal(Convert.ToHexString(drawing.Bytes), Convert.ToHexString(drawingCopy.Bytes));
        using var part = drawing.View.Formula.ToImage();
        Assert.Equal(Convert.ToHexString(Bytes(UnionValues.Formula)), Convert.ToHexString(part.Bytes));
        using var input = Image<TemplateInput>.Create(UnionValues.Input);
        using var inputCopy = input.View.ToImage();
        Assert.Equal(Convert.ToHexString(input.Bytes), Convert.ToHexString(inputCopy.Bytes));
        using var value = Image<Value>.Create(UnionValues.Data);
        using var valueCopy = value.View.ToImage();
        Assert.Equal(Convert.ToHexString(value.Bytes), Convert.ToHexString(valueCopy.Bytes));
    }

    [Fact]
    public void A_union_alone_is_a_block_with_one_reference_that_bears_the_tag()
    {
        // Size word 12; the case lies 16 bytes from the block's start; its tag is 2; then padding, and the case's block.
        const string Expected = "0C000000" + "10000000" + "02000000" + "00000000" + "18000000" + "00000000" + "000000000000F03F" + "0000000000000040";
        Assert.Equal(Expected, Convert.ToHexString(Bytes<Shape>(new Shape.Rectangle(1, 2))));
    }

    [Fact]
    public void A_case_alone_has_no_tag() =>
        Assert.Equal("10000000" + "00000000" + "000000000000F03F", Convert.ToHexString(Bytes(new Shape.Circle(1))));

    [Fact]
    public void Explicit_tags_are_those_on_the_wire() =>
        Assert.Equal(7, BinaryPrimitives.ReadInt32LittleEndian(Bytes<Expression>(new Expression.Sum(new Expression.Number(0), new Expression.Number(0))).AsSpan(8)));

    [Fact]
    public void A_view_says_which_case_it_is_and_gives_that()
    {
        using var image = Image<Shape>.Create(new Shape.Polygon("p", [1, 2]));
        Assert.Equal(ShapeCase.Polygon, image.View.Case);
        Assert.True(image.View.AsPolygon.Name.Is("p"u8));
        Assert.True(image.View.TryGetPolygon(out _));
        Assert.False(image.View.TryGetCircle(out _));
        var error = Assert.Throws<ImageException>(() => image.View.AsCircle.Radius);
        Assert.Equal("The image has a Shape with the tag 3 where Circle was expected.", error.Message);
    }

    [Fact]
    public void Null_has_no_case()
    {
        using var image = Image<Drawing>.Create(UnionValues.SmallDrawing);
        Assert.False(image.View.HasMaybe);
        Assert.True(image.View.Maybe.IsNull);
        Assert.Equal("The image has no Shape where one must be.", Assert.Throws<ImageException>(() => image.View.Maybe.Case).Message);
    }

    [Fact]
    public void An_image_without_a_union_that_must_be_there_is_refused()
    {
        byte[] image = Bytes(UnionValues.SmallDrawing);
        image.AsSpan(8, 8).Clear();
        Assert.Equal("The image has no Shape where one must be.", Assert.Throws<ImageException>(() => ImageCodec.Read<Drawing>(image)).Message);
        Assert.Throws<ImageException>(() => new Drawing.View(image).ToImage());
    }

    [Fact]
    public void A_closed_union_refuses_a_tag_that_it_does_not_declare()
    {
        byte[] image = Bytes<Shape>(new Shape.Circle(1));
        image[8] = 99;
        Assert.Equal("The image has a Shape with the tag 99, which is not declared.", Assert.Throws<ImageException>(() => ImageCodec.Read<Shape>(image)).Message);
        Assert.Throws<ImageException>(() => new Shape.View(image).Case);
        Assert.Throws<ImageException>(() => new Shape.View(image).ToImage());
        image[8] = 0;
        Assert.Throws<ImageException>(() => ImageCodec.Read<Shape>(image));
    }

    [Fact]
    public void An_open_union_reads_a_later_case_as_unknown()
    {
        byte[] image = Bytes<LaterHappening>(new LaterHappening.Continued(3));
        Assert.Equal(new Happening.Unknown(3), ImageCodec.Read<Happening>(image));
        var view = new Happening.View(image);
        Assert.Equal((HappeningCase)3, view.Case);
        Assert.False(view.TryGetBegan(out _));
        Assert.Equal(new Happening.Began("x"), ImageCodec.Read<Happening>(Bytes<LaterHappening>(new LaterHappening.Began("x"))));
    }

    [Fact]
    public void An_unknown_case_cannot_be_written_anew()
    {
        var error = Assert.Throws<ImageException>(() => Bytes<Happening>(new Happening.Unknown(3)));
        Assert.Equal("A Happening with the unknown tag 3 cannot be written, because what it holds is not known here; pass the image on that it came in.", error.Message);
        byte[] image = Bytes<LaterHappening>(new LaterHappening.Continued(3));
        Assert.Equal(error.Message, Assert.Throws<ImageException>(() => new Happening.View(image).ToImage()).Message);
    }

    [Fact]
    public void Cases_are_equal_where_their_images_are()
    {
        Assert.Equal<Shape>(new Shape.Polygon("p", [1, 2]), new Shape.Polygon("p", [1, 2]));
        Assert.NotEqual<Shape>(new Shape.Circle(0.0), new Shape.Circle(-0.0));
        Assert.NotEqual<Payment>(new CashPayment(1.0m), new CashPayment(1.00m));
        Assert.Equal<Happening>(new Happening.Unknown(3), new Happening.Unknown(3));
        Assert.NotEqual<Shape>(new Shape.Empty(), new Shape.Circle(0));
        Assert.Equal(UnionValues.Drawing, UnionValues.Drawing with { Happening = new Happening.Ended("race", (Outcome)5) });
        Assert.NotEqual(UnionValues.Drawing, UnionValues.Drawing with { Happening = new Happening.Unknown(5) });
    }

    [Fact]
    public void What_is_no_case_cannot_be_written()
    {
        Assert.Equal("A Shape is null where it cannot be.", Assert.Throws<ImageException>(() => Bytes<Shape>(null!)).Message);
        Assert.Equal("Drawing.Shape is null, but its type says that it cannot be. Give it a value, or declare it nullable.", Assert.Throws<ImageException>(() => Bytes(UnionValues.Drawing with { Shape = null! })).Message);
        Assert.Throws<ImageException>(() => Bytes(UnionValues.Drawing with { Shapes = [null!] }));
        Assert.Equal("Square is no case of Payment.", Assert.Throws<ImageException>(() => Bytes<Payment>(new Square())).Message);
    }

    [Fact]
    public void An_open_enum_reads_any_value()
    {
        using var image = Image<Drawing>.Create(UnionValues.Drawing);
        Assert.Equal((Outcome)5, image.View.Happening.AsEnded.Outcome);
        Assert.Equal((OpenMarks)0x85, image.View.Marks);
        Assert.Equal([Outcome.Good, (Outcome)(-7)], image.View.Outcomes.ToArray());
    }

    [Fact]
    public void An_expression_may_nest_as_deep_as_the_limit()
    {
        Expression deep = new Expression.Number(1);
        for (int depth = 2; depth < ImageLimits.MaxDepth; depth++)
            deep = new Expression.Sum(new Expression.Number(0), deep);
        byte[] image = Bytes(deep);
        Assert.Equal(deep, ImageCodec.Read<Expression>(image));
        new Expression.View(image).ToImage().Dispose();

        image = Bytes<Expression>(new Expression.Sum(deep, deep));
        Assert.Throws<ImageException>(() => ImageCodec.Read<Expression>(image));
        Assert.Throws<ImageException>(() => new Expression.View(image).ToImage());
    }

    [Fact]
    public void A_built_union_has_the_bytes_of_the_written_one()
    {
        using var image = new Image<Shape>(PooledImageBuffer.Rent(256));
        Shape.Polygon.Builder polygon = image.Build().BeginPolygon();
        polygon.SetName("p");
        polygon.SetAngles([60, 120]);
        Assert.Equal(Convert.ToHexString(Bytes<Shape>(new Shape.Polygon("p", [60, 120]))), Convert.ToHexString(image.Bytes));

        var whole = image.Build();
        whole.Set(new Shape.Rectangle(1, 2));
        Assert.Equal(Convert.ToHexString(Bytes<Shape>(new Shape.Rectangle(1, 2))), Convert.ToHexString(image.Bytes));
        Assert.Throws<InvalidOperationException>(() =>
        {
            var twice = image.Build();
            twice.BeginCircle();
            twice.BeginEmpty();
        });
    }

    [Fact]
    public void A_built_drawing_has_the_bytes_of_the_written_one()
    {
        Drawing expected = UnionValues.Drawing;
        using var shape = Image<Shape>.Create(expected.Maybe!);
        using var formula = Image<Expression>.Create(expected.Formula);
        using var image = new Image<Drawing>(PooledImageBuffer.Rent(4096));
        Drawing.Builder drawing = image.Build();
        drawing.Id = expected.Id;
        Shape.Circle.Builder circle = drawing.BeginShape().BeginCircle();
        circle.Radius = 1.5;
        drawing.SetMaybe(shape.View);
        drawing.SetShapes(expected.Shapes);
        drawing.SetMaybeShapes(expected.MaybeShapes);
        drawing.SetLists(expected.Lists);
        drawing.SetCircle(expected.Circle);
        drawing.SetCircles(expected.Circles);
        drawing.SetFormula(formula.View);
        Payment.Builder payment = drawing.BeginPayment();
        CardPayment.Builder card = payment.BeginCardPayment();
        card.SetNumber("4711"u8);
        card.Amount = 1.50m;
        drawing.SetHappening(expected.Happening);
        drawing.Outcome = expected.Outcome;
        drawing.Marks = expected.Marks;
        drawing.MaybeOutcome = expected.MaybeOutcome;
        drawing.SetOutcomes(expected.Outcomes!);
        Assert.Equal(Convert.ToHexString(Bytes(expected)), Convert.ToHexString(image.Bytes));
    }

    internal static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        byte[] image = Bytes(value);
        T read = ImageCodec.Read<T>(image);
        Assert.Equal(value, read);
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(Bytes(read)));
    }

    private sealed record Square : Payment;
}
