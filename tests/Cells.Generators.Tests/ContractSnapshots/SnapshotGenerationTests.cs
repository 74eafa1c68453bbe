using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests.ContractSnapshots;

/// <summary>From a snapshot comes the contract, the same as from C#.</summary>
public class SnapshotGenerationTests
{
    private const string Caller = """
        using Remote;
        public static class Caller
        {
            public static async Task<ulong> CallAsync(OrderGatewayClient gateway, CancellationToken cancellation)
            {
                IOrderGateway contract = gateway;
                await contract.ResetAsync(cancellation);
                int count = gateway.Count(symbol: null) + await gateway.CountAsync("AAPL", limit: 3, cancellation);
                using Image<PlaceOrder> image = gateway.Rent<PlaceOrder>(100);
                PlaceOrder.Builder builder = image.Build();
                builder.SetSymbol("AAPL");
                OrderId id = gateway.PlaceOrder(image);
                return (await gateway.PlaceOrderAsync(new PlaceOrder("AAPL", (uint)count, Side.Buy), cancellation)).Id + id.Id;
            }
        }
        """;

    [Fact]
    public void A_caller_compiles_against_a_snapshot_without_a_word()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, GeneratorDriverRunResult result) = SnapshotSample.Diagnose(Caller, SnapshotSample.File(schema));
        Assert.Empty(reported);
        Assert.Empty(compiled);
        Assert.Equal(SnapshotSample.HashOf(SnapshotSample.OrderGateway), SnapshotSample.HashIn(result));
    }

    [Theory]
    [InlineData("[CellMessage] public partial record M(int A, string? B, byte[] C, List<long> D, Guid[] E, M? F, IReadOnlyList<byte[]?> G);", "M")]
    [InlineData("[CellMessage] public partial record M(bool A, char B, sbyte C, short D, ushort E, Half F, float G, double H, Int128 I, UInt128 J, decimal K, DateTime L, DateTimeOffset M_, TimeSpan N);", "M")]
    [InlineData("[CellMessage] public partial record M(bool A = true, char B = '\\'', sbyte C = -1, uint D = 7, long E = long.MinValue, ulong F = ulong.MaxValue, float G = float.NaN, double H = 1e100, decimal I = -0.10m, string J = \"a\\\"\\\\é\", string? K = null, int? L = 3, DateTime N = default);", "M")]
    [InlineData("[CellMessage] public partial record M(int A, int B = 2) { public string C { get; init; } = \"\"; public int? D { get; init; } public required List<M> E { get; init; } }", "M")]
    [InlineData("[CellMessage] public partial record M(int A_1, int X_Y, int URLPath, int @class, int Foo__Bar, int X1Y2);", "M")]
    [InlineData("[Flags] public enum E : ulong { None = 0, A = 1, HighBit = 1UL << 63 } public enum F : sbyte { Low = -128, B_2 = 2 } [CellMessage] public partial record M(E A, F? B, E[] C, E D = E.A, F F = F.Low);", "M")]
    [InlineData("public static partial class Outer { public enum E { X } [CellMessage] public partial record M(E A, Inner.N B); public static partial class Inner { [CellMessage] public partial record N(int X) { [CellMessage] public partial record Deep(int Y); } } }", "Outer.M")]
    [InlineData("[CellMessage] public partial record M(Dictionary<string, M> A, IReadOnlyDictionary<Guid, int?[]>? B, HashSet<long> C, IReadOnlySet<string>? D, (int, string?) E, (M, (byte, Guid))? F, List<(int, M)> G);", "M")]
    [InlineData("[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(long X, int Y, uint Z = 0); [CellMessage] public partial record M(P A, P? B, List<P> C, Dictionary<int, P> D, (P, P?) E);", "M")]
    [InlineData("[CellMessage(Open = true)] public abstract partial record S { public sealed record Unknown(uint Tag) : S; [CellMessage, CellCase(7)] public sealed partial record Circle(double R) : S; [CellMessage, CellCase(2)] public sealed partial record Square(S? Inner, double A = 1) : S; } [CellEnum(Open = true)] public enum E { A } [CellMessage] public partial record M(S A, S? B, List<S> C, E D, Value F, List<Value> G);", "M")]
    [InlineData("[CellMessage] public abstract partial record S; [CellMessage] public sealed partial record Circle(double R) : S; [CellMessage] public sealed partial record Square(double A) : S;", "S")]
    [InlineData("[CellMessage(Layout = MessageLayout.Fixed)] public readonly partial record struct P(double X, long Y); [CellMessage] public partial record M(P A, P? B, List<P> C, Dictionary<int, P> D);", "M")]
    [InlineData("[CellMessage] public partial record Empty; [CellMessage] public partial record M(Empty E);", "M")]
    public void Its_hash_is_that_of_the_contract_it_was_taken_from(string types, string message)
    {
        string source = $$"""
            namespace Served;
            {{types}}
            [CellContract("c_1")] public interface IC { ValueTask<{{message}}> PassAsync({{message}} m); ValueTask<{{message}}?> Parts({{message}}? m, int cancellation = 1); ValueTask DoAsync(); }
            """;
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, GeneratorDriverRunResult result) = SnapshotSample.Diagnose("", SnapshotSample.File(SnapshotSample.SchemaOf(source)));
        Assert.Empty(reported);
        Assert.Empty(compiled);
        Assert.Equal(SnapshotSample.HashOf(source), SnapshotSample.HashIn(result));
    }

    [Fact]
    public void Streams_come_along()
    {
        const string Source = """
            namespace Served;
            [CellMessage] public partial record Tick(int X);
            [CellContract("c")] public interface IC
            {
                IAsyncEnumerable<Tick> Watch(string symbol, int depth = 3, CancellationToken cancellation = default);
                ValueTask<int> SumAsync(Tick first, IAsyncEnumerable<Tick> rest, CancellationToken cancellation = default);
                IAsyncEnumerable<Tick> Merge(IAsyncEnumerable<Tick> left, int x, IAsyncEnumerable<Tick> right);
            }
            """;
        const string Reading = """
            public static class Caller
            {
                public static async Task<int> CallAsync(Remote.CClient client, IAsyncEnumerable<Remote.Tick> ticks)
                {
                    await foreach (Remote.Tick tick in client.WatchAsync("a"))
                        await client.SumAsync(ticks, tick);
                    await foreach (Remote.Tick tick in client.MergeAsync(ticks, ticks, 1))
                        return tick.X;
                    return 0;
                }
            }
            """;
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, GeneratorDriverRunResult result) = SnapshotSample.Diagnose(Reading, SnapshotSample.File(SnapshotSample.SchemaOf(Source)));
        Assert.Empty(reported);
        Assert.Empty(compiled);
        Assert.Equal(SnapshotSample.HashOf(Source), SnapshotSample.HashIn(result));
    }

    [Fact]
    public void Faults_and_what_may_run_twice_come_along()
    {
        const string Source = """
            namespace Served;
            [CellMessage] public partial record Missing(string Name);
            public static partial class Reasons { [CellMessage] public partial record Refused(string Why); }
            [CellContract("c")] public interface IC { [Fault<Missing>, Fault<Reasons.Refused>] ValueTask A(); [Idempotent, Fault<Missing>] ValueTask<int> B(Missing m); }
            """;
        const string Catching = "public static class Caller { public static string Why(System.Exception e) => e is Cells.CellFaultException<Remote.Reasons.Refused> refused ? refused.Fault.Why : \"\"; }";
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, GeneratorDriverRunResult result) = SnapshotSample.Diagnose(Catching, SnapshotSample.File(SnapshotSample.SchemaOf(Source)));
        Assert.Empty(reported);
        Assert.Empty(compiled);
        Assert.Equal(SnapshotSample.HashOf(Source), SnapshotSample.HashIn(result));
    }

    [Fact]
    public void Documentation_comes_along()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        GeneratorDriverRunResult result = SnapshotSample.Diagnose("", SnapshotSample.File(schema)).Result;
        string declarations = result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Snapshot.g.cs", StringComparison.Ordinal)).ToString();
        Assert.Contains("/// <summary>An order &amp; more.</summary>", declarations, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"Symbol\">What is ordered.</param>", declarations, StringComparison.Ordinal);
        Assert.Contains("/// <summary>Places an order.</summary>", declarations, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_may_stand_outside_of_any_namespace()
    {
        string schema = SnapshotSample.SchemaOf(SnapshotSample.OrderGateway);
        (ImmutableArray<Diagnostic> reported, ImmutableArray<Diagnostic> compiled, _) = SnapshotSample.Diagnose(Caller.Replace("using Remote;", "", StringComparison.Ordinal), SnapshotSample.File(schema, space: ""));
        Assert.Empty(reported);
        Assert.Empty(compiled);
    }
}
