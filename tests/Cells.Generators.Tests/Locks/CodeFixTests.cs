using System.Collections.Immutable;
using Cells.Generators.CodeFixes;
using Cells.Generators.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators.Tests.Locks;

/// <summary>What an editor offers where an edit breaks a contract.</summary>
public class CodeFixTests
{
    private const string Default = "Give it a default";
    private const string Move = "Move it to the end and give it a default";
    private const string Accept = "Accept the contract as it is in contract.lock";

    [Theory]
    [InlineData("int B", "int B = default")]
    [InlineData("string B", "string B = \"\"")]
    [InlineData("List<int> B", "List<int> B = null!")]
    public async Task An_appended_member_gets_a_default(string member, string expected) => Assert.Equal(
        LockSample.Passing($"[CellMessage] public partial record M(int A, {expected});"),
        await ApplyAsync(Default, LockSample.Passing("[CellMessage] public partial record M(int A);"), LockSample.Passing($"[CellMessage] public partial record M(int A, {member});")));

    [Fact]
    public async Task An_inserted_member_goes_to_the_end() => Assert.Equal(
        LockSample.Passing("[CellMessage] public partial record M(int A, string? B = null);"),
        await ApplyAsync(Move, LockSample.Passing("[CellMessage] public partial record M(int A);"), LockSample.Passing("[CellMessage] public partial record M(string? B, int A);")));

    [Fact]
    public async Task An_inserted_parameter_goes_before_the_token() => Assert.Equal(
        "[CellContract(\"c\")] public interface IC { ValueTask A(int x, int y = default, CancellationToken c = default); }",
        await ApplyAsync(
            Move,
            "[CellContract(\"c\")] public interface IC { ValueTask A(int x, CancellationToken c = default); }",
            "[CellContract(\"c\")] public interface IC { ValueTask A(int y, int x, CancellationToken c = default); }"));

    [Fact]
    public async Task An_edit_is_accepted_in_the_lock()
    {
        string before = LockSample.Passing("[CellMessage] public partial record M(uint A);");
        string after = LockSample.Passing("[CellMessage] public partial record M(ulong A);");
        string accepted = await ApplyAsync(Accept, before, after);
        Assert.Contains("\"type\":\"ulong\"", accepted, StringComparison.Ordinal);
        Assert.Empty(await LockSample.DiagnoseAsync(after, accepted));
    }

    /// <summary>Applies what is offered at the first diagnostic; returns the text that it changed.</summary>
    private static async Task<string> ApplyAsync(string title, string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        Compilation compiled = Harness.Compile(after);
        DocumentId source = DocumentId.CreateNewId(id);
        DocumentId contracts = DocumentId.CreateNewId(id);
        string lockText = LockSample.Lock(before);
        string written = compiled.SyntaxTrees.Single().ToString();
        Solution solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Sample", "Sample", LanguageNames.CSharp, compilationOptions: compiled.Options, parseOptions: compiled.SyntaxTrees.Single().Options, metadataReferences: compiled.References))
            .AddDocument(source, "Source.cs", written)
            .AddAdditionalDocument(contracts, "contract.lock", lockText, filePath: "contract.lock");
        Project project = solution.GetProject(id)!;
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers([new ContractLockAnalyzer()], new AnalyzerOptions([new SampleFile("contract.lock", lockText)]))
            .GetAnalyzerDiagnosticsAsync();

        List<CodeAction> offered = [];
        await new ContractEditFixes().RegisterCodeFixesAsync(
            new CodeFixContext(project.GetDocument(source)!, found[0], (action, _) => offered.Add(action), CancellationToken.None));
        CodeAction chosen = Assert.Single(offered, action => action.Title == title);
        Solution changed = Assert.Single((await chosen.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;
        if (title == Accept)
            return (await changed.GetAdditionalDocument(contracts)!.GetTextAsync()).ToString();
        SourceText text = await changed.GetDocument(source)!.GetTextAsync();
        return text.ToString()[(written.Length - after.Length)..];
    }
}
