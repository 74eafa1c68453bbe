using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Fuzz.Subjects;

/// <summary>Compiles in memory.</summary>
internal static class Compiler
{
    /// <summary>The platform, and the assemblies of this repository that a subject does not compile itself.</summary>
    private static readonly MetadataReference[] Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is { } name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "mscorlib.dll" or "Cells.Contracts.dll" or "Cells.Platform.dll" or "Cells.Fuzz.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of sources.</summary>
    public static CSharpCompilation Create(string name, IEnumerable<SyntaxTree> trees, params MetadataReference[] references) => CSharpCompilation.Create(
        name,
        trees,
        [.. Platform, .. references],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Default,
            deterministic: true));

    /// <summary>The assembly's bytes.</summary>
    public static byte[] Emit(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        if (compilation.Emit(assembly) is { Success: false } failed)
        {
            IEnumerable<string> errors = failed.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.ToString()).Take(20);
            throw new InvalidOperationException($"{compilation.AssemblyName} does not compile:\n{string.Join('\n', errors)}");
        }

        return assembly.ToArray();
    }
}
