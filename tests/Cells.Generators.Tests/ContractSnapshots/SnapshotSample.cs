using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Generators.Tests.ContractSnapshots;

/// <summary>Makes snapshots of contracts and compiles callers against them.</summary>
internal static class SnapshotSample
{
    public const string OrderGateway = """
        namespace Served;

        public enum Side : byte { Buy = 1, Sell = 2 }

        /// <summary>An order &amp; more.</summary>
        /// <param name="Symbol">What is ordered.</param>
        [CellMessage] public partial record PlaceOrder(string Symbol, uint Quantity, Side Side = Side.Sell);
        [CellMessage] public readonly partial record struct OrderId(ulong Id);

        /// <summary>Takes orders.</summary>
        [CellContract("order_gateway")]
        public interface IOrderGateway
        {
            /// <summary>Places an order.</summary>
            ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);
            ValueTask<int> CountAsync(string? symbol, int limit = 10, CancellationToken cancellation = default);
            ValueTask ResetAsync();
        }
        """;

    /// <summary>The schema that the generator writes for the one contract in a source.</summary>
    public static string SchemaOf(string source) =>
        (string)Description(Generate(source)).DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Single(static variable => variable.Identifier.Text == "SchemaJson")
            .Initializer!.Value.ChildTokens().Single().Value!;

    /// <summary>The hash that the generator writes for the one contract in a source.</summary>
    public static string HashOf(string source) => HashIn(Generate(source));

    /// <summary>The hash of the one contract that was generated.</summary>
    public static string HashIn(GeneratorDriverRunResult result) =>
        Description(result).DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
            .Single(static creation => creation.Type.ToString() == "global::Cells.Binding.ContractHash")
            .ToString();

    private static GeneratorDriverRunResult Generate(string source) => Harness.Driver().RunGenerators(Harness.Compile(source)).GetRunResult();

    private static SyntaxNode Description(GeneratorDriverRunResult result) =>
        result.GeneratedTrees.Single(static tree => tree.FilePath.EndsWith("Contract.g.cs", StringComparison.Ordinal)).GetRoot();

    public static string Text(string schema, string space = "Remote", string more = "") =>
        $$"""{"format":1,"namespace":"{{space}}","contract":{{schema}}{{more}}}""";

    public static SampleFile File(string schema, string space = "Remote", string more = "") => new("order_gateway.cell.json", Text(schema, space, more));

    /// <summary>What the generator reports for a caller and its snapshots, and what the compiler says of the whole.</summary>
    public static (ImmutableArray<Diagnostic> Reported, ImmutableArray<Diagnostic> Compiled, GeneratorDriverRunResult Result) Diagnose(string caller, params SampleFile[] files)
    {
        GeneratorDriver driver = Harness.Driver(files).RunGeneratorsAndUpdateCompilation(Harness.Compile(caller), out Compilation output, out ImmutableArray<Diagnostic> reported);
        return (reported, [.. output.GetDiagnostics().Where(static found => found.Severity >= DiagnosticSeverity.Warning)], driver.GetRunResult());
    }
}
