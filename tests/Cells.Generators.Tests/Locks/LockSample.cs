using System.Collections.Immutable;
using Cells.Generators.Locks;
using Cells.Generators.Tests.ContractSnapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cells.Generators.Tests.Locks;

/// <summary>Locks a contract and compiles what became of it.</summary>
internal static class LockSample
{
    /// <summary>A contract of one method that passes <c>M</c>, as request and response.</summary>
    public static string Passing(string types) => types + """
         [CellContract("c")] public interface IC { ValueTask<M> PassAsync(M m); }
        """;

    /// <summary>The lock of the contract in a source.</summary>
    public static string Lock(string source) => $$"""{"format":1,"contracts":[{{SnapshotSample.SchemaOf(source)}}]}""";

    /// <summary>What the analyzer says of a source beside a lock.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(string source, string? contracts)
    {
        Harness.Driver().RunGeneratorsAndUpdateCompilation(Harness.Compile(source), out Compilation compilation, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        ImmutableArray<AdditionalText> files = contracts is null ? [] : [new SampleFile("project/contract.lock", contracts)];
        return await compilation.WithAnalyzers([new ContractLockAnalyzer()], new AnalyzerOptions(files)).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>What the analyzer says of an edit.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnoseEditAsync(string before, string after) => DiagnoseAsync(after, Lock(before));
}
