using Cells.Samples;

namespace Cells.Image.Tests.Unions;

/// <summary>A value of each sample with unions or dynamic values.</summary>
internal static class UnionValues
{
    public static Expression Formula { get; } = new Expression.Sum(
        new Expression.Number(-1),
        new Expression.Call("max", [new Expression.Variable("x"), new Expression.Number(long.MaxValue)], new Expression.Number(0)));

    public static Drawing Drawing { get; } = new(
        7,
        new Shape.Circle(1.5),
        new Shape.Empty(),
        [new Shape.Rectangle(2, 3), new Shape.Polygon("häß", [60, 60, 60])],
        [new Shape.Circle(0), null, new Shape.Empty()],
        [[new Shape.Circle(-0.0)], []],
        new Shape.Circle(double.NaN),
        [new Shape.Circle(1), new Shape.Circle(2)],
        Formula,
        new CardPayment(1.50m, "4711"),
        new Happening.Ended("race", (Outcome)5),
        Outcome.Bad,
        (OpenMarks)0x85,
        Outcome.Good,
        [Outcome.Good, (Outcome)(-7)]);

    public static Drawing SmallDrawing { get; } = new(
        0, new Shape.Empty(), null, [], [], [], new Shape.Circle(0), [], new Expression.Number(0), new CashPayment(0));

    public static Gallery Gallery { get; } = new(
        new Dictionary<string, Shape> { ["b"] = new Shape.Circle(1), ["a"] = new Shape.Empty(), ["é"] = new Shape.Polygon("p", [1]) },
        new Dictionary<Outcome, Shape?> { [Outcome.Good] = null, [(Outcome)9] = new Shape.Circle(2) },
        new Dictionary<int, Value> { [2] = "two", [1] = default, [-1] = Value.Array(1, 2.5) },
        (new Shape.Rectangle(1, 2), Value.Object(("a", true))),
        [Outcome.Bad, (Outcome)300]);

    public static Value Data { get; } = Value.Object(
        ("name", "häß€😀"),
        ("count", 3),
        ("ratio", 0.5),
        ("whole", 2.0),
        ("isOpen", true),
        ("raw", new byte[] { 1, 2, 3 }),
        ("nothing", Value.Null),
        ("", ""),
        ("list", Value.Array(1, "two", Value.Array(), Value.Object(), false)),
        ("nested", Value.Object(("b", Value.Object(("$bytes", 1))), ("a", long.MinValue))));

    public static TemplateInput Input { get; } = new("page", Data, [1, default, "three", double.NegativeInfinity], Value.Array());

    public static TemplateInput EmptyInput { get; } = new("", default, []);
}
