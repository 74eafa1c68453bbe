using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cells.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests;

/// <summary>The samples in the pages of the diagnostics do what the page says of them.</summary>
public partial class DiagnosticPageTests
{
    /// <summary>What the samples of a page mention and leave to the reader.</summary>
    private static readonly Dictionary<string, string> Mentioned = new(StringComparer.Ordinal)
    {
        ["CELL0003"] = "[CellMessage] public partial record Order(long Id);",
        ["CELL0006"] = "[CellMessage] public partial record Cell(string Text);",
        ["CELL0014"] = "[CellMessage] public partial record Stock(int Count);",
        ["CELL0015"] = "[CellMessage] public partial record Order(long Id);",
        ["CELL0016"] = "[CellMessage] public partial record Document(string Text);",
        ["CELL0017"] = """
            [CellMessage] public partial record OldOrder(long Id);
            [CellMessage] public partial record Order(long Id);
            namespace Old { [CellMessage] public partial record Order(long Id); }
            namespace New { [CellMessage] public partial record Order(long Id); }
            """,
    };

    /// <summary>Those whose samples are C# alone; the others need a file beside it, and say so.</summary>
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(static descriptor => descriptor.Id).Where(static id => Samples(id) is not null)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_a_page_shows_as_reported_is_reported_and_what_it_shows_instead_compiles(string id)
    {
        (string reported, string instead) = Samples(id)!.Value;
        Assert.Equal([id], Harness.Diagnose(Complete(id, reported)).Reported.Select(static found => found.Id).Distinct());

        (ImmutableArray<Diagnostic> left, ImmutableArray<Diagnostic> compiled) = Harness.Diagnose(Complete(id, instead));
        Assert.Empty(left);
        Assert.Empty(compiled);
    }

    [Fact]
    public void A_page_shows_what_is_reported_and_what_to_do_instead() => Assert.All(Descriptors.All, static descriptor =>
    {
        string page = Page(descriptor.Id);
        Assert.Matches(@"\n\nReported(, where [^\n]+)?:\n\n```", page);
        Assert.Contains("\n\nInstead:\n\n```", page, StringComparison.Ordinal);
    });

    private static (string Reported, string Instead)? Samples(string id) =>
        Sample().Match(Page(id)) is { Success: true } found ? (found.Groups[1].Value, found.Groups[2].Value) : null;

    private static string Page(string id) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Diagnostics", "Pages", id + ".md"));

    /// <summary>A sample with what it mentions; methods stand in a contract.</summary>
    private static string Complete(string id, string sample)
    {
        bool isMethods = sample.StartsWith("ValueTask", StringComparison.Ordinal) || sample.StartsWith("Task", StringComparison.Ordinal);
        string declared = isMethods ? $"[CellContract(\"sample\")] public interface ISample\n{{\n{sample}\n}}\n" : sample;
        return declared + Mentioned.GetValueOrDefault(id, "");
    }

    [GeneratedRegex(@"\nReported:\n\n```csharp\n(.*?)```\n\nInstead:\n\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
