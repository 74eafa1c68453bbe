using System.Runtime.CompilerServices;
using Cells.Generators.Tests.ContractSnapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Tests;

public class IncrementalityTests
{
    private const string Messages = """
        namespace Sample;

        public enum Side { Buy, Sell }

        [CellMessage] public partial record PlaceOrder(string Symbol, List<Side> Sides, int? Maybe = 3);
        [CellMessage] public readonly partial record struct OrderId(ulong Id);
        """;

    private const string Contracts = """
        namespace Sample;

        [CellContract("order_gateway")]
        public interface IOrderGateway
        {
            ValueTask<OrderId> PlaceOrderAsync(PlaceOrder order, CancellationToken cancellation = default);
        }
        """;

    private const string Wrong = "namespace Sample; [CellMessage] public record NotPartial(int X);";

    private const string Elsewhere = "namespace Sample; internal static class Elsewhere { internal static int X => 1; }";

    private static readonly string[] Steps =
    [
        CellsGenerator.ParseMessagesStep, CellsGenerator.MessagesStep, CellsGenerator.ParseContractsStep, CellsGenerator.ContractsStep, CellsGenerator.FindingsStep,
        CellsGenerator.ParseSnapshotsStep, CellsGenerator.SnapshotsStep,
    ];

    private static readonly SampleFile Snapshot = new(
        "remote.cell.json",
        SnapshotSample.Text(SnapshotSample.SchemaOf(Messages + Contracts.Replace("namespace Sample;", "", StringComparison.Ordinal).Replace("order_gateway", "remote_gateway", StringComparison.Ordinal))));

    [Fact]
    public void Every_step_does_something_at_first()
    {
        GeneratorRunResult result = Run(Harness.Driver(Snapshot), Harness.Compile(Messages, Contracts, Wrong, Elsewhere), out _);
        foreach (string step in Steps)
            Assert.All(Reasons(result, step), static reason => Assert.Equal(IncrementalStepRunReason.New, reason));
    }

    [Fact]
    public void An_unrelated_edit_runs_nothing_again()
    {
        GeneratorRunResult result = RunTwice(3, "namespace Sample; internal static class Elsewhere { internal static int Y => 2; }");
        foreach (string step in Steps)
            Assert.All(Reasons(result, step), static reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString()));
        Assert.All(Outputs(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_comment_beside_a_message_writes_nothing_again()
    {
        GeneratorRunResult result = RunTwice(0, Messages.Replace("[CellMessage] public readonly", "// a comment\n[CellMessage] public readonly", StringComparison.Ordinal));
        Assert.All(Outputs(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_to_a_message_writes_it_and_the_contracts_that_reach_it()
    {
        GeneratorRunResult result = RunTwice(0, Messages.Replace("ulong Id", "uint Id", StringComparison.Ordinal));
        Assert.Single(Reasons(result, CellsGenerator.MessagesStep), static reason => reason == IncrementalStepRunReason.Modified);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, CellsGenerator.ContractsStep));
    }

    [Fact]
    public void An_edit_to_a_contract_leaves_messages_alone()
    {
        GeneratorRunResult result = RunTwice(1, Contracts.Replace("order_gateway", "orders", StringComparison.Ordinal));
        Assert.All(Reasons(result, CellsGenerator.MessagesStep), static reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString()));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, CellsGenerator.ContractsStep));
    }

    [Fact]
    public void An_edit_to_a_snapshot_writes_its_contract_and_nothing_else()
    {
        CSharpCompilation compilation = Harness.Compile(Messages, Contracts, Wrong, Elsewhere);
        Run(Harness.Driver(Snapshot), compilation, out GeneratorDriver driver);
        var edited = new SampleFile(Snapshot.Path, Snapshot.GetText().ToString().Replace("\"Remote\"", "\"Elsewhere\"", StringComparison.Ordinal));
        GeneratorRunResult result = Run(driver.ReplaceAdditionalText(Snapshot, edited), compilation, out _);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, CellsGenerator.ParseSnapshotsStep));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, CellsGenerator.SnapshotsStep));
        Assert.All(Reasons(result, CellsGenerator.MessagesStep), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Single(Outputs(result), static reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void White_space_in_a_snapshot_writes_nothing_again()
    {
        CSharpCompilation compilation = Harness.Compile(Messages, Contracts, Wrong, Elsewhere);
        Run(Harness.Driver(Snapshot), compilation, out GeneratorDriver driver);
        GeneratorRunResult result = Run(driver.ReplaceAdditionalText(Snapshot, new SampleFile(Snapshot.Path, Snapshot.GetText() + "\n")), compilation, out _);
        Assert.All(Outputs(result), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_old_compilation_can_be_collected()
    {
        GeneratorDriver driver = Harness.Driver(Snapshot);
        WeakReference old = RunAndForget(ref driver);
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(old.IsAlive);
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(ref GeneratorDriver driver)
    {
        CSharpCompilation first = Harness.Compile(Messages, Contracts, Wrong, Elsewhere);
        driver = driver.RunGenerators(first);

        // A driver may hold on to the latest compilation, and to no other.
        driver = driver.RunGenerators(Harness.Compile(Messages, Contracts, Wrong, Elsewhere));
        return new WeakReference(first);
    }

    private static GeneratorRunResult RunTwice(int edited, string source)
    {
        CSharpCompilation compilation = Harness.Compile(Messages, Contracts, Wrong, Elsewhere);
        Run(Harness.Driver(Snapshot), compilation, out GeneratorDriver driver);
        SyntaxTree old = compilation.SyntaxTrees[edited];
        return Run(driver, compilation.ReplaceSyntaxTree(old, Harness.Parse(source, old.FilePath)), out _);
    }

    private static GeneratorRunResult Run(GeneratorDriver driver, Compilation compilation, out GeneratorDriver after)
    {
        after = driver.RunGenerators(compilation);
        return after.GetRunResult().Results.Single();
    }

    private static List<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason)];

    private static List<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs).Select(static output => output.Reason)];
}
