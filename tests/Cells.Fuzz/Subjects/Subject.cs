extern alias Generators;

using System.Collections.Immutable;
using System.Reflection;
using Generators::Cells.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Fuzz.Subjects;

/// <summary>
/// What is attacked: Cells.Image compiled from its sources with counters at every branch, and the sample messages with their generated code and
/// a walk through each of their views. It lives in a load context of its own, so that many subjects, each wrong in its own way, fit into one process.
/// </summary>
public sealed class Subject
{
    private const string Image = "Cells.Image";
    private const string Samples = "Cells.Fuzz.Samples";

    // What no bug changes is compiled once.
    private static readonly Lazy<byte[]> CorrectImage = new(static () => CompileImage(null));
    private static readonly Lazy<(CSharpCompilation Sources, ImmutableArray<SyntaxTree> Code)> Generated = new(Generate);
    private static readonly Lazy<byte[]> CorrectSamples = new(static () => CompileSamples(null));

    private readonly MethodInfo _run;
    private readonly Assembly _samples;

    private Subject(Assembly engine, Assembly samples)
    {
        _samples = samples;
        _run = engine.GetType(typeof(Engine.Session).FullName!)!.GetMethod(nameof(Engine.Session.Run))!;
    }

    /// <summary>Compiles and loads a subject, wrong where a bug is given.</summary>
    public static Subject Build(SeededBug? bug = null)
    {
        byte[] image = bug is { IsInGeneratedCode: false } ? CompileImage(bug) : CorrectImage.Value;
        byte[] samples = bug is { IsInGeneratedCode: true } ? CompileSamples(bug) : CorrectSamples.Value;
        var context = new SubjectContext(new Dictionary<string, byte[]> { [Image] = image, [Samples] = samples });
        return new Subject(context.LoadFromAssemblyName(new AssemblyName("Cells.Fuzz")), context.LoadFromAssemblyName(new AssemblyName(Samples)));
    }

    /// <summary>Runs a session of the engine, on a thread whose stack is small: what recurses without bound ends there.</summary>
    /// <param name="arguments">As <see cref="Engine.Session.Run"/> takes them.</param>
    /// <param name="log">Gets what a person wants to read.</param>
    /// <returns>The first failure as a text; null where there is none.</returns>
    public string? Run(IReadOnlyDictionary<string, string> arguments, TextWriter log)
    {
        string? failure = null;
        Exception? broken = null;
        var thread = new Thread(() =>
        {
            try
            {
                failure = (string?)_run.Invoke(null, [_samples, arguments, log]);
            }
            catch (TargetInvocationException error)
            {
                broken = error.InnerException;
            }
        }, 1 << 20);
        thread.Start();
        thread.Join();
        return broken is null ? failure : throw new InvalidOperationException("The fuzzer itself failed.", broken);
    }

    private static byte[] CompileImage(SeededBug? bug)
    {
        List<SyntaxTree> sources = SourceFolder.Parse("src/Cells.Image");
        bug?.Apply(sources);
        return Compiler.Emit(Compiler.Create(Image, EdgeCounting.AddTo(sources)));
    }

    private static byte[] CompileSamples(SeededBug? bug)
    {
        List<SyntaxTree> generated = [.. Generated.Value.Code];
        bug?.Apply(generated);
        CSharpCompilation compilation = Generated.Value.Sources.AddSyntaxTrees(generated);
        return Compiler.Emit(compilation.AddSyntaxTrees(SourceFolder.ParseText(WalkEmitter.Emit(compilation), "Walks.cs")));
    }

    /// <summary>The sample messages, contracts over all of them, and what the generator makes of both.</summary>
    private static (CSharpCompilation Sources, ImmutableArray<SyntaxTree> Code) Generate()
    {
        CSharpCompilation sources = Compiler.Create(Samples, SourceFolder.Parse("tests/Cells.Samples"), MetadataReference.CreateFromImage(CorrectImage.Value));
        sources = sources.AddSyntaxTrees(SourceFolder.ParseText(WalkEmitter.Contracts(sources), "Contracts.cs"));
        GeneratorDriverRunResult result = CSharpGeneratorDriver.Create([new CellsGenerator().AsSourceGenerator()], parseOptions: SourceFolder.Parsing)
            .RunGenerators(sources).GetRunResult();
        ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error)];
        return errors.IsEmpty ? (sources, result.GeneratedTrees) : throw new InvalidOperationException(string.Join('\n', errors));
    }
}
