using System.Reflection;
using Cells.Generators.Tests.ContractSnapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Tests;

/// <summary>Each step of the pipeline alone: which edits make it give something else, and that no other edit does.</summary>
public class StepTests
{
    private const string Message = "namespace Sample; [CellMessage] public partial record Order(string Symbol, uint Quantity = 1);";
    private const string Alone = "namespace Sample; [CellMessage] public partial record Alone(long Number);";
    private const string Contract = "namespace Sample; [CellContract(\"orders\")] public interface IOrders { ValueTask PlaceAsync(Order order); }";
    private const string Wrong = "namespace Sample; [CellMessage] public record NotPartial(int X);";
    private const string Elsewhere = "namespace Sample; internal static class Elsewhere { internal static int X => 1; }";

    private static readonly SampleFile Snapshot = new("remote.cell.json", SnapshotSample.Text(SnapshotSample.SchemaOf(SnapshotSample.OrderGateway)));

    private static readonly string[] Steps =
        [.. typeof(CellsGenerator).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.Name.EndsWith("Step", StringComparison.Ordinal)).Select(static field => (string)field.GetRawConstantValue()!)];

    /// <summary>An edit as what to replace by what, and the steps that give something else after it.</summary>
    public static TheoryData<string, string, string[]> Edits => new()
    {
        { "X => 1", "X => 2", [] },
        { "namespace Sample; internal", "namespace Sample;\n\n// A comment.\ninternal", [] },
        { "Number);", "Number); // A comment.", [] },
        { "long Number", "int Number", [CellsGenerator.ParseMessagesStep, CellsGenerator.MessagesStep] },
        { "Quantity = 1", "Quantity = 2", [CellsGenerator.ParseMessagesStep, CellsGenerator.MessagesStep, CellsGenerator.ParseContractsStep, CellsGenerator.ContractsStep] },
        { "PlaceAsync", "SendAsync", [CellsGenerator.ParseContractsStep, CellsGenerator.ContractsStep] },
        { "NotPartial", "StillNotPartial", [CellsGenerator.ParseMessagesStep, CellsGenerator.FindingsStep] },
        { "\"Remote\"", "\"Faraway\"", [CellsGenerator.ParseSnapshotsStep, CellsGenerator.SnapshotsStep] },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_changes_what_depends_on_it_and_nothing_else(string old, string replacement, string[] changed)
    {
        string[] sources = [Message, Alone, Contract, Wrong, Elsewhere];
        GeneratorDriver driver = Harness.Driver(Snapshot).RunGenerators(Harness.Compile(sources));
        CSharpCompilation edited = Harness.Compile([.. sources.Select(source => source.Replace(old, replacement, StringComparison.Ordinal))]);
        var snapshot = new SampleFile(Snapshot.Path, Snapshot.GetText().ToString().Replace(old, replacement, StringComparison.Ordinal));
        GeneratorRunResult result = driver.ReplaceAdditionalText(Snapshot, snapshot).RunGenerators(edited).GetRunResult().Results.Single();

        Assert.Equal(changed.Order(StringComparer.Ordinal), Steps.Where(step => IsChanged(result, step)).Order(StringComparer.Ordinal));
        Assert.Equal(changed.Length > 0, result.TrackedOutputSteps.SelectMany(static step => step.Value).Any(IsChanged));
    }

    [Fact]
    public void Every_step_is_changed_by_one_of_these_edits() =>
        Assert.Equal(Steps.Order(StringComparer.Ordinal), Edits.SelectMany(static edit => (string[])((object[])edit)[2]).Distinct().Order(StringComparer.Ordinal));

    private static bool IsChanged(GeneratorRunResult result, string step) => result.TrackedSteps[step].Any(IsChanged);

    private static bool IsChanged(IncrementalGeneratorRunStep run) =>
        run.Outputs.Any(static output => output.Reason is not (IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
}
