using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Tests.Locks;

/// <summary>What the compiler does with <c>contract.lock</c>.</summary>
public class LockTests
{
    private const string Before = "[CellMessage] public partial record M(uint A);";
    private const string After = "[CellMessage] public partial record M(ulong A);";

    [Fact]
    public async Task A_breaking_edit_says_what_breaks_for_whom_and_what_can_be_done()
    {
        ImmutableArray<Diagnostic> found = await LockSample.DiagnoseEditAsync(LockSample.Passing(Before), LockSample.Passing(After));
        Diagnostic diagnostic = Assert.Single(found);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal(
            "The contract 'c' is broken at Pass.request.a: uint → ulong. Another type has other bytes, a wider one too. It breaks old callers of a new cell and new callers of an old cell. Restore the type, and append a member of the new one, or accept it: cell schema accept.",
            diagnostic.GetMessage());
    }

    [Fact]
    public async Task Without_a_lock_nothing_is_compared() => Assert.Empty(await LockSample.DiagnoseAsync(LockSample.Passing(After), contracts: null));

    [Fact]
    public async Task A_contract_that_the_lock_does_not_have_is_new() =>
        Assert.Empty(await LockSample.DiagnoseAsync(LockSample.Passing(After), """{"format":1,"contracts":[]}"""));

    [Fact]
    public async Task A_contract_that_is_gone_is_an_error_at_the_lock()
    {
        Diagnostic diagnostic = Assert.Single(await LockSample.DiagnoseAsync("", LockSample.Lock(LockSample.Passing(Before))));
        Assert.Equal(("CELL0035", "project/contract.lock"), (diagnostic.Id, diagnostic.Location.GetLineSpan().Path));
        Assert.Contains("the contract is gone or has another name", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "Expected a value, found the end of the text.")]
    [InlineData("{\"format\":1,\n\"contracts\":[\n{\"contract\":\"c\",\"methods\":[],\"types\":[]},\n{\"contract\":\"c\",\"methods\":[],\"types\":[]}]}", 4, 1, "The lock has two contracts called c.")]
    [InlineData("{\"format\":1,\n\"contracts\":[\n{\"contract\":\"c\",\"methods\":[],\"typos\":[]}]}", 3, 30, "There is no member 'typos' here; expected contract, doc, methods, types.")]
    [InlineData("{\"format\":7,\"contracts\":[]}", 1, 11, "The lock is of format 7, which is newer than this version of Cells, which reads up to 1; update Cells, or write it again with this version.")]
    public async Task A_lock_that_was_edited_into_none_is_an_error_at_its_line(string text, int line, int column, string problem)
    {
        Diagnostic diagnostic = Assert.Single(await LockSample.DiagnoseAsync(LockSample.Passing(After), text));
        Assert.Equal(("CELL0034", $"'contract.lock' cannot be used: {problem}"), (diagnostic.Id, diagnostic.GetMessage()));
        FileLinePositionSpan at = diagnostic.Location.GetLineSpan();
        Assert.Equal(("project/contract.lock", line, column), (at.Path, at.StartLinePosition.Line + 1, at.StartLinePosition.Character + 1));
    }

    [Fact]
    public async Task Edits_that_break_someone_each_in_another_direction_break_the_contract()
    {
        const string Interface = "[CellContract(\"c\")] public interface IC { ValueTask A(string? x); ValueTask B(string y); }";
        ImmutableArray<Diagnostic> found = await LockSample.DiagnoseEditAsync(Interface, Interface.Replace("string? x", "string x", StringComparison.Ordinal).Replace("string y", "string? y", StringComparison.Ordinal));
        Assert.Equal(["CELL0035", "CELL0035"], found.Select(static diagnostic => diagnostic.Id));
    }
}
