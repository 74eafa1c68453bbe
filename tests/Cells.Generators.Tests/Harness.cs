using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Tests;

/// <summary>Compiles samples and runs the generator over them.</summary>
internal static class Harness
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is { } name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Cells.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll")
                && name != "Cells.Generators.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A sample compiled with what the generator adds, for other samples to reference.</summary>
    public static MetadataReference CompileToReference(string source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source).WithAssemblyName("Referenced"), out Compilation output, out _);
        using var assembly = new MemoryStream();
        if (output.Emit(assembly) is { Success: false } failed)
            throw new InvalidOperationException(string.Join('\n', failed.Diagnostics));
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Sample",
        sources.Select(static (source, index) => Parse(source, $"Source{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText("using Cells; using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks;\n" + source, Parsing, path);

    public static GeneratorDriver Driver(params IEnumerable<AdditionalText> files) => CSharpGeneratorDriver.Create(
        [new CellsGenerator().AsSourceGenerator()],
        files,
        Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the generator reports, and what the compiler says of the whole afterwards.</summary>
    public static (ImmutableArray<Diagnostic> Reported, ImmutableArray<Diagnostic> Compiled) Diagnose(string source, params MetadataReference[] references) =>
        Diagnose([source], references);

    /// <summary>The same for several files.</summary>
    public static (ImmutableArray<Diagnostic> Reported, ImmutableArray<Diagnostic> Compiled) Diagnose(string[] sources, params MetadataReference[] references)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(sources).AddReferences(references), out Compilation output, out ImmutableArray<Diagnostic> reported);
        ImmutableArray<Diagnostic> compiled = [.. output.GetDiagnostics().Where(static found => found.Severity >= DiagnosticSeverity.Warning)];
        return (reported, compiled);
    }

    /// <summary>What the generator writes, by file.</summary>
    public static SortedDictionary<string, string> Generate(params string[] sources)
    {
        GeneratorDriverRunResult result = Driver().RunGenerators(Compile(sources)).GetRunResult();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (GeneratedSourceResult source in result.Results.Single().GeneratedSources)
            files.Add(source.HintName, source.SourceText.ToString());
        return files;
    }
}
