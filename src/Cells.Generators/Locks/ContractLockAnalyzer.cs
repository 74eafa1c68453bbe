using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cells.Generators.Diagnostics;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Generators.Parsing;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Images.Schemas.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cells.Generators.Locks;

/// <summary>Compares a project's contracts with what <c>contract.lock</c> says they were, and reports what breaks those who were built before, at the edit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractLockAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that says what was edited, as a name of <see cref="EditKind"/>.</summary>
    public const string KindProperty = "Kind";

    /// <summary>The property of a diagnostic that holds the contract's schema as it is now.</summary>
    public const string SchemaProperty = "Schema";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Lock, Descriptors.BreakingEdit, Descriptors.OneWayEdit];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Options.AdditionalFiles.FirstOrDefault(static file => Path.GetFileName(file.Path) == LockFile.FileName) is not { } file)
            return;
        var text = new LockText(file.Path, file.GetText(context.CancellationToken)?.ToString() ?? "");
        LockFile contracts;
        try
        {
            contracts = LockFile.Parse(text.Text);
        }
        catch (SchemaException error)
        {
            context.RegisterCompilationEndAction(end => end.ReportDiagnostic(text.Report(Descriptors.Lock, error.Line, error.Column, LockFile.FileName, error.Problem)));
            return;
        }

        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        context.RegisterSymbolAction(symbol => Check(symbol, contracts, seen), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (ContractSchema gone in contracts.Contracts.Where(contract => !seen.ContainsKey(contract.Name)))
            {
                end.ReportDiagnostic(text.Report(
                    Descriptors.BreakingEdit,
                    gone.Position.Line,
                    gone.Position.Column,
                    gone.Name,
                    gone.Name,
                    "the contract is gone or has another name",
                    "Contracts are found by name.",
                    "old callers of a new cell",
                    "Bring it back"));
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, LockFile contracts, ConcurrentDictionary<string, bool> seen)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Interface || KnownTypes.ContractName(type) is not { } name)
            return;
        seen.TryAdd(name, true);
        if (contracts.Find(name) is not { } locked || ContractParser.Parse(type, name, context.Compilation, context.CancellationToken).Model is not { } model)
            return;

        string json = SchemaEmitter.Write(model, withDocumentation: false);
        var comparison = ContractComparison.Compare(locked, ContractSchema.Parse(json));
        bool isBrokenAsAWhole = comparison.Class == EditClass.Breaking && comparison.Edits.All(static edit => edit.Class != EditClass.Breaking);
        var places = new EditPlaces(type, model, context.Compilation);
        foreach (SchemaEdit edit in comparison.Edits.Where(static edit => edit.Class is EditClass.OneWay or EditClass.Breaking))
        {
            DiagnosticDescriptor descriptor = edit.Class == EditClass.Breaking || isBrokenAsAWhole ? Descriptors.BreakingEdit : Descriptors.OneWayEdit;
            SchemaDifference first = edit.Places[0];
            context.ReportDiagnostic(Diagnostic.Create(
                descriptor,
                places.Find(edit),
                ImmutableDictionary<string, string?>.Empty.Add(KindProperty, edit.Kind.ToString()).Add(SchemaProperty, json),
                name,
                first.Path,
                first.Change,
                first.Meaning,
                edit.WhoBreaks,
                Remedies.Of(edit.Kind)));
        }
    }

    /// <summary>A file beside the project, for diagnostics at its lines.</summary>
    private sealed record LockText(string Path, string Text)
    {
        public Diagnostic Report(DiagnosticDescriptor descriptor, int line, int column, params object[] arguments) =>
            Diagnostic.Create(descriptor, SourcePlace.In(Path, Text, line, column).ToLocation(), arguments);
    }
}
