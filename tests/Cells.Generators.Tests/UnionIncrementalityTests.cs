using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Tests;

public class UnionIncrementalityTests
{
    private const string Union = "namespace Sample; [CellMessage] public abstract partial record Shape { [CellMessage, CellCase(1)] public sealed partial record Circle(double Radius) : Shape; }";

    private const string Beside = "namespace Sample; [CellMessage, CellCase(2)] public sealed partial record Square(double Side) : Shape;";

    private const string Elsewhere = "namespace Sample; internal static class Elsewhere { internal static int X => 1; }";

    [Fact]
    public void An_unrelated_edit_leaves_a_union_and_its_cases_alone() => Assert.Equal(
        [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged],
        RunTwice(2, Elsewhere.Replace('1', '2')));

    [Fact]
    public void An_edit_to_the_members_of_a_case_leaves_its_union_alone() => Assert.Equal(
        [IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified],
        RunTwice(1, Beside.Replace("double Side", "float Side", StringComparison.Ordinal)));

    [Fact]
    public void An_edit_to_the_tag_of_a_case_writes_its_union_again_from_another_file() => Assert.Equal(
        [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged],
        RunTwice(1, Beside.Replace("CellCase(2)", "CellCase(3)", StringComparison.Ordinal)));

    /// <summary>What became of the union, of the case in it and of the case beside it.</summary>
    private static IEnumerable<IncrementalStepRunReason> RunTwice(int edited, string source)
    {
        CSharpCompilation compilation = Harness.Compile(Union, Beside, Elsewhere);
        GeneratorDriver driver = Harness.Driver().RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees[edited];
        GeneratorRunResult result = driver.RunGenerators(compilation.ReplaceSyntaxTree(old, Harness.Parse(source, old.FilePath))).GetRunResult().Results.Single();
        return result.TrackedSteps[CellsGenerator.MessagesStep]
            .SelectMany(static run => run.Outputs)
            .Select(static output => output.Reason == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : output.Reason);
    }
}
