namespace Cells.Generators.Tests;

/// <summary>
/// What the generator writes for a sample, against the files in <c>Snapshots</c>. With <c>CELLS_ACCEPT_SNAPSHOTS</c> set to that folder the
/// files are written anew; their difference is then reviewed like any other.
/// </summary>
public class SnapshotTests
{
    [Fact]
    public void A_positional_record() => Check("PositionalRecord", """
        namespace Sample;

        /// <summary>An order.</summary>
        /// <param name="Symbol">What is <c>ordered</c>.</param>
        /// <param name="Quantity">How many.</param>
        [CellMessage]
        public sealed partial record PlaceOrder(string Symbol, uint Quantity = 1);
        """);

    [Fact]
    public void A_record_struct() => Check("RecordStruct", """
        namespace Sample;

        /// <summary>A number.</summary>
        [CellMessage]
        public readonly partial record struct OrderId(ulong Id);
        """);

    [Fact]
    public void Properties_with_init() => Check("InitProperties", """
        namespace Sample;

        public enum Side : byte { Buy, Sell }

        [CellMessage]
        public partial record Item
        {
            public required string Name { get; init; }
            public Side Side { get; init; }
            public decimal? Price { get; init; }
            public int Twice => 2;
        }
        """);

    [Fact]
    public void Lists_and_nested_messages() => Check("Lists", """
        namespace Sample;

        [CellMessage]
        public partial record Leaf(int Value);

        [CellMessage]
        public partial record Tree(int[] Numbers, List<string?> Names, IReadOnlyList<Leaf> Leaves, Leaf? Leaf, Tree? Next, byte[] Data);
        """);

    [Fact]
    public void Maps_sets_and_tuples() => Check("Collections", """
        namespace Sample;

        [CellMessage]
        public partial record Leaf(int Value);

        [CellMessage]
        public partial record Stock(
            Dictionary<string, Leaf> Leaves,
            IReadOnlyDictionary<long, string?>? Names,
            HashSet<string> Texts,
            IReadOnlySet<int>? Numbers,
            (int Id, string Name) Pair,
            (byte, Leaf?)? Maybe,
            List<(int, int)> Points);
        """);

    [Fact]
    public void Messages_of_fixed_layout() => Check("FixedLayout", """
        namespace Sample;

        [CellMessage(Layout = MessageLayout.Fixed)]
        public readonly partial record struct Point(float X, float Y);

        [CellMessage]
        public partial record Path(Point Start, Point? End, List<Point> Points);
        """);

    [Fact]
    public void A_message_inside_another_type() => Check("NestedType", """
        internal static partial class Outer
        {
            [CellMessage]
            internal partial record Inner(bool Flag);
        }
        """);

    [Fact]
    public void A_union() => Check("Union", """
        namespace Sample;

        /// <summary>A shape.</summary>
        [CellMessage]
        public abstract partial record Shape
        {
            /// <summary>A circle.</summary>
            [CellMessage]
            public sealed partial record Circle(double Radius) : Shape;

            [CellMessage]
            public sealed partial record Group(List<Shape> Parts, Shape? Frame) : Shape;
        }
        """);

    [Fact]
    public void An_open_union_with_tags_beside_its_cases() => Check("OpenUnion", """
        namespace Sample;

        [CellMessage(Open = true)]
        internal abstract partial record Payment
        {
            public sealed record Unknown(uint Tag) : Payment;
        }

        [CellMessage, CellCase(7)]
        internal sealed partial record Cash(decimal Amount) : Payment;
        """);

    [Fact]
    public void Open_enums() => Check("OpenEnum", """
        namespace Sample;

        [CellEnum(Open = true)]
        public enum Side : byte { Buy = 1, Sell = 2 }

        [CellMessage]
        public partial record Order(Side Side, Side? Maybe, Side[] Sides);
        """);

    [Fact]
    public void Dynamic_values() => Check("Value", """
        namespace Sample;

        [CellMessage]
        public partial record Input(Value Data, List<Value> More);
        """);

    [Fact]
    public void A_contract_of_unions() => Check("UnionContract", """
        namespace Sample;

        [CellMessage]
        public abstract partial record Shape
        {
            [CellMessage]
            public sealed partial record Circle(double Radius) : Shape;
        }

        [CellContract("shapes")]
        public interface IShapes
        {
            ValueTask<Shape> GrowAsync(Shape shape, CancellationToken cancellation = default);
            ValueTask<double> AreaAsync(Shape.View shape);
            ValueTask<Image<Shape>> KeepAsync(Image<Shape> shape);
            ValueTask<Value> FindAsync(Value pattern, Shape? like);
        }
        """);

    [Fact]
    public void A_contract() => Check("Contract", """
        namespace Sample;

        [CellMessage]
        public partial record PlaceOrder(string Symbol);

        [CellMessage]
        public readonly partial record struct OrderId(ulong Id);

        /// <summary>Takes orders.</summary>
        [CellContract("order_gateway")]
        public interface IOrderGateway
        {
            /// <summary>Places an order.</summary>
            ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);
            ValueTask<int> LookAsync(PlaceOrder.View order, CallContext context);
            ValueTask<Image<PlaceOrder>> KeepAsync(Image<PlaceOrder> order, CancellationToken cancellation);
            ValueTask<string?> Join(string left, string right = "x");
            ValueTask ResetAsync();
        }
        """);

    private static void Check(string name, string source)
    {
        (_, var compiled) = Harness.Diagnose(source);
        Assert.Empty(compiled);

        string actual = string.Concat(Harness.Generate(source).Select(static file => $"==== {file.Key}\n{file.Value}"));
        if (Environment.GetEnvironmentVariable("CELLS_ACCEPT_SNAPSHOTS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, name + ".txt"), actual);
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name + ".txt"));
        Assert.Equal(expected, actual);
    }
}
