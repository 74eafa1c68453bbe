using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests;

/// <summary>Samples off the beaten track: what is generated for them compiles without a word.</summary>
public class CompilingTests
{
    [Theory]
    [InlineData("[CellMessage] public partial record M(int @class, string @event, byte[]? @in);")]
    [InlineData("[CellMessage] public partial record M(DateTime At, int Value, int End, int Writer, int Source, int Budget, int Block, string Image, byte[] Buffer, int Length);")]
    [InlineData("[CellMessage] public partial record M(string? Name, bool HasName);")]
    [InlineData("[CellMessage] public partial record M(string View_) { public string Text => View_; public static M Empty { get; } = new(\"\"); public int Count() => 1; }")]
    [InlineData("[CellMessage] public partial record struct M(int A) { public string B { get; set; } = \"\"; }")]
    [InlineData("[CellMessage] public partial record M(int A) { public required List<M> Children { get; init; } }")]
    [InlineData("[CellMessage] public partial record M(System.Collections.Immutable.ImmutableArray<string?>? A, List<byte[]?[]?>? B, ReadOnlyMemory<byte>[] C, List<ReadOnlyMemory<byte>?> D);")]
    [InlineData("[CellMessage] public partial record M(float A = float.NaN, double B = double.NegativeInfinity, char C = '\\'', string D = \"\\\"\\\\ \\n é\", long E = long.MinValue, decimal F = -0.10m, byte G = 255, short H = -1);")]
    [InlineData("public enum E : ulong { A = ulong.MaxValue, B = 1 } [CellMessage] public partial record M(E A = E.A, E? B = E.B, E[]? C = null);")]
    [InlineData("public enum E : sbyte { A = -1 } [CellMessage] public partial record M(E A = E.A, E? B = null);")]
    [InlineData("[CellMessage] public partial record struct Id(long Value); [CellMessage] public partial record M(Id A, Id? B, List<Id> C, Id[]? D);")]
    [InlineData("namespace A.B { public partial class C { public partial struct D { [CellMessage] internal partial record M(int X); } } }")]
    [InlineData("namespace Cells.Order { [CellMessage] public partial record Order(string Name, System.Guid Id); }")]
    [InlineData("[CellMessage] public partial record M(Dictionary<string, M?>? A, IReadOnlyDictionary<int, List<M>> B, Dictionary<char, Dictionary<bool, byte[]?>?> C, List<Dictionary<Guid, int?>?> D);")]
    [InlineData("public enum E { X, Y } [CellMessage] public partial record M(HashSet<E> A, IReadOnlySet<string>? B, HashSet<decimal>[] C, Dictionary<E, HashSet<Int128>> D);")]
    [InlineData("[CellMessage] public partial record M((int A, string? B) A, (string, List<int>?)? B, List<(M, M?)> C, (int, (int, int)?, (int, int, int), int, int, int, ReadOnlyMemory<byte>?) D, Dictionary<int, (int, string)?> E);")]
    [InlineData("[CellMessage] public partial record struct S(int X); [CellMessage] public partial record M((S, S?) A, Dictionary<int, S?> B, Dictionary<string, S> C, System.Collections.Immutable.ImmutableArray<(S, int)> D, (int, int)[]? E = null, (int, int) F = default);")]
    [InlineData("[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(float X, float Y) { public float Sum => X + Y; } [CellMessage] public partial record M(P A, P? B, P[] C, List<P?> D, Dictionary<int, P> E, (P, P?)? F, P G = default);")]
    [InlineData("public partial class O { [CellMessage(Layout = MessageLayout.Fixed)] internal readonly partial record struct P { public long X { get; init; } public Q Y { get; init; } } [CellMessage(Layout = MessageLayout.Fixed)] internal readonly partial record struct Q(Guid Id, Half A, short B, uint C); }")]
    [InlineData("[CellMessage] public partial record M(float A, double? B, decimal C, DateTime? D, DateTimeOffset E, Half F, int[]? Other, string Hash, (int, float)? G);")]
    [InlineData("[CellMessage] public partial record M(int other, int[] hash); [CellMessage] public partial record struct S(double other, byte[]? hash);")]
    [InlineData("[CellMessage] public sealed partial record M(int A) { public bool Equals(M? other) => other is not null; public override int GetHashCode() => 0; }")]
    [InlineData("[CellMessage] public partial record M(int A) { public virtual bool Equals(M? other) => other is not null; public override int GetHashCode() => 0; } public record D(int B) : M(B);")]
    [InlineData("[CellMessage] public partial record struct M(int A, int[] B) { public readonly bool Equals(M other) => true; public override readonly int GetHashCode() => 0; }")]
    public void A_message(string source) => Check(source);

    [Theory]
    [InlineData("[CellMessage] public abstract partial record U { [CellMessage] public sealed partial record None : U; [CellMessage] public sealed partial record Null(U? Value) : U; [CellMessage] public sealed partial record Case(int Tag, string Set) : U; }")]
    [InlineData("[CellMessage] public abstract partial record @event { [CellMessage] public sealed partial record @class(int @in) : @event; [CellMessage] public sealed partial record Item(int item, int Child) : @event; }")]
    [InlineData("public static partial class O { [CellMessage] internal abstract partial record U { [CellMessage] public sealed partial record A(List<U?>? X, U[] Y, A? Z, List<List<U>> W) : U; } [CellMessage] internal sealed partial record B : U; }")]
    [InlineData("[CellMessage(Open = true)] public abstract partial record U { [CellMessage] public sealed partial record A(int X = 3) : U { public string Y { get; init; } = \"\"; } public sealed partial record Unknown(uint Tag) : U; }")]
    [InlineData("[CellMessage] public abstract partial record U { private U() { } public abstract double Size { get; } [CellMessage] public sealed partial record A(double X) : U { public override double Size => X; } }")]
    [InlineData("[CellEnum(Open = true)] public enum E : long { A } [CellEnum(Open = true), Flags] public enum F { } [CellMessage] public partial record M(E A, E? B, E[] C, List<E?> D, F E = 0, E G = (E)7);")]
    [InlineData("[CellMessage] public partial record M(Value A, Value[] B, List<Value>? C, System.Collections.Immutable.ImmutableArray<Value> D, List<Value[]?> E, Value F = default) { public Value G { get; init; } }")]
    public void A_union_or_what_is_open(string source) => Check(source);

    [Fact]
    public void A_union_of_another_assembly_keeps_the_order_of_its_cases()
    {
        const string Shapes = """
            namespace Shared;
            [CellMessage(Open = true)]
            public abstract partial record Shape
            {
                [CellMessage] public sealed partial record Zebra(int X) : Shape;
                [CellMessage] public sealed partial record Ant(int X) : Shape;
                public sealed record Unknown(uint Tag) : Shape;
            }
            [CellMessage] public sealed partial record Mole(Shape? Next) : Shape;
            """;
        const string Contract = """
            using Shared;
            namespace Sample;
            [CellMessage] public partial record Drawing(List<Shape> Shapes, Shape? Frame, Shape.Ant Ant);
            [CellContract("shapes")]
            public interface IShapes
            {
                ValueTask<Shape> DrawAsync(Drawing drawing, CancellationToken cancellation = default);
                ValueTask<int> LookAsync(Shape.View shape);
                ValueTask<Image<Shape>> KeepAsync(Image<Shape> shape);
                ValueTask<Value> AnyAsync(Value value, Shape shape);
            }
            """;
        Check(Contract, Harness.CompileToReference(Shapes));
        string apart = Schema(Contract, Harness.CompileToReference(Shapes));
        string together = Schema(Shapes.Replace("namespace Shared;", "namespace Shared {", StringComparison.Ordinal) + "}"
            + Contract.Replace("using Shared;", "", StringComparison.Ordinal).Replace("namespace Sample;", "namespace Sample { using Shared;", StringComparison.Ordinal) + "}");
        Assert.Equal(together, apart);
    }

    [Theory]
    [InlineData("ValueTask<M?> A(); ValueTask<S?> B(S? s); ValueTask<List<M>> C(M? m, int x);")]
    [InlineData("ValueTask A(int @class, string? @event = null, CancellationToken @token = default);")]
    [InlineData("ValueTask AAsync(M image, CancellationToken call); ValueTask BAsync(M request); ValueTask CAsync(M.View task, CancellationToken c = default);")]
    [InlineData("ValueTask<Image<S>> A(Image<M> m); ValueTask<int[]> B(Image<M> m, CallContext context); ValueTask C(Image<M> m);")]
    [InlineData("ValueTask<bool> A(E e = E.Y, Guid id = default, double d = 0.5, decimal m = 1.5m); ValueTask<E?> B(E? e);")]
    [InlineData("ValueTask<Guid> Find(ReadOnlyMemory<byte> data, IReadOnlyList<string?> names, byte[]? rest);")]
    [InlineData("ValueTask<Dictionary<string, M>> A(Dictionary<int, string> map, (int, S) pair = default); ValueTask<(int A, M B)> B((int, string) only); ValueTask<(int, int)?> C(HashSet<string>? set); ValueTask<IReadOnlySet<E>> D();")]
    [InlineData("ValueTask<F> A(F f); ValueTask<F?> B(F? f, F g = default); ValueTask<List<F>> C(F[] fs);")]
    [InlineData("")]
    public void A_contract(string methods) => Check($$"""
        namespace Sample;
        public enum E { X, Y }
        [CellMessage] public partial record M(string Name);
        [CellMessage] public readonly partial record struct S(int Number);
        [CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct F(int Number);
        [CellContract("sample")] public interface ISample { {{methods}} }
        [CellContract("internal_sample")] internal interface Sample2 { ValueTask<M> GetAsync(M m, CancellationToken c); }
        """);

    [Fact]
    public void A_contract_with_messages_of_another_assembly()
    {
        const string Messages = """
            namespace Shared;
            public enum Side { Buy, Sell }
            [CellMessage] public partial record Leg(string Symbol = "none", Side Side = Side.Sell, decimal? Price = null);
            [CellMessage] public partial record Order(List<Leg> Legs) { public string? Note { get; init; } }
            """;
        const string Contract = """
            using Shared;
            namespace Sample;
            [CellMessage] public partial record Basket(Order[] Orders, Leg? Extra);
            [CellContract("orders")]
            public interface IOrders
            {
                ValueTask<Order> PlaceAsync(Order order, CancellationToken cancellation = default);
                ValueTask<int> LookAsync(Order.View order);
                ValueTask<Image<Leg>> KeepAsync(Image<Basket> basket);
            }
            """;
        Check(Contract, Harness.CompileToReference(Messages));

        // The schema is the same wherever the messages are declared.
        string apart = Schema(Contract, Harness.CompileToReference(Messages));
        string together = Schema(Messages.Replace("namespace Shared;", "namespace Shared {", StringComparison.Ordinal) + "}"
            + Contract.Replace("using Shared;", "", StringComparison.Ordinal).Replace("namespace Sample;", "namespace Sample { using Shared;", StringComparison.Ordinal) + "}");
        Assert.Equal(together, apart);
    }

    private static void Check(string source, params MetadataReference[] references)
    {
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled) = Harness.Diagnose(source, references);
        Assert.Empty(reported);
        Assert.Empty(compiled);
    }

    private static string Schema(string source, params MetadataReference[] references)
    {
        GeneratorDriverRunResult result = Harness.Driver().RunGenerators(Harness.Compile(source).AddReferences(references)).GetRunResult();
        string code = result.Results.Single().GeneratedSources.Single(static file => file.HintName.EndsWith("Contract.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        return code.Split('\n').Single(static line => line.Contains("new global::Cells.Binding.ContractHash", StringComparison.Ordinal));
    }
}
