using System.Collections.Immutable;
using System.Text;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Generators.Parsing;
using Cells.Generators.Snapshots;
using Cells.Images.Schemas.Files;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cells.Generators;

/// <summary>
/// Writes the images, views and builders of messages and the clients, dispatchers and schemas of contracts.
/// Symbols become plain models at once; everything after compares models, so that an edit elsewhere writes nothing again.
/// </summary>
[Generator]
public sealed class CellsGenerator : IIncrementalGenerator
{
    /// <summary>The step that makes models of messages.</summary>
    public const string ParseMessagesStep = "ParseMessages";

    /// <summary>The step that keeps the messages without mistakes.</summary>
    public const string MessagesStep = "Messages";

    /// <summary>The step that makes models of contracts.</summary>
    public const string ParseContractsStep = "ParseContracts";

    /// <summary>The step that keeps the contracts without mistakes.</summary>
    public const string ContractsStep = "Contracts";

    /// <summary>The step that makes models of snapshots.</summary>
    public const string ParseSnapshotsStep = "ParseSnapshots";

    /// <summary>The step that keeps the snapshots without mistakes.</summary>
    public const string SnapshotsStep = "Snapshots";

    /// <summary>The step that gathers mistakes.</summary>
    public const string FindingsStep = "Findings";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Result<TypeModel>> parsedMessages = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.MessageAttribute, static (node, _) => node is TypeDeclarationSyntax, ParseMessage)
            .WithTrackingName(ParseMessagesStep);
        IncrementalValuesProvider<Result<ContractModel>> parsedContracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.ContractAttribute, static (node, _) => node is InterfaceDeclarationSyntax, ParseContract)
            .WithTrackingName(ParseContractsStep);

        IncrementalValueProvider<ImmutableArray<ContractDeclaration>> declaredContracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownTypes.ContractAttribute, static (node, _) => node is InterfaceDeclarationSyntax, DeclaredContract)
            .Collect();
        IncrementalValuesProvider<Result<SnapshotModel>> parsedSnapshots = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(SnapshotFile.Suffix, StringComparison.OrdinalIgnoreCase))
            .Select(static (text, cancellation) => new SnapshotText(text.Path, text.GetText(cancellation)?.ToString() ?? ""))
            .Combine(context.MetadataReferencesProvider.Collect())
            .Combine(context.ParseOptionsProvider)
            .Select(static (input, cancellation) => SnapshotParser.Parse(input.Left.Left, input.Left.Right, (CSharpParseOptions)input.Right, cancellation))
            .WithTrackingName(ParseSnapshotsStep);
        IncrementalValuesProvider<Result<SnapshotModel>> checkedSnapshots = parsedSnapshots.Collect()
            .Combine(declaredContracts)
            .Combine(context.CompilationProvider)
            .SelectMany(static (input, _) => SnapshotConflicts.Check(input.Left.Left, input.Left.Right, input.Right));

        context.RegisterSourceOutput(parsedMessages.SelectMany(static (result, _) => Present(result)).WithTrackingName(MessagesStep), EmitMessage);
        context.RegisterSourceOutput(parsedContracts.SelectMany(static (result, _) => Present(result)).WithTrackingName(ContractsStep), EmitContract);
        context.RegisterSourceOutput(checkedSnapshots.SelectMany(static (result, _) => Present(result)).WithTrackingName(SnapshotsStep), EmitSnapshot);
        context.RegisterSourceOutput(parsedMessages.SelectMany(static (result, _) => result.Findings).WithTrackingName(FindingsStep), Report);
        context.RegisterSourceOutput(parsedContracts.SelectMany(static (result, _) => result.Findings).WithTrackingName(FindingsStep), Report);
        context.RegisterSourceOutput(checkedSnapshots.SelectMany(static (result, _) => result.Findings).WithTrackingName(FindingsStep), Report);
        context.RegisterSourceOutput(declaredContracts.SelectMany(static (contracts, _) => SnapshotConflicts.Among(contracts)).WithTrackingName(FindingsStep), Report);
    }

    private static Result<TypeModel> ParseMessage(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var findings = new Findings();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var parser = new MessageParser(context.SemanticModel.Compilation, findings, cancellation);
        TypeModel? model = KnownTypes.IsUnion(type) ? parser.ParseUnion(type) : parser.Parse(type);
        return new Result<TypeModel>(model, findings.ToArray());
    }

    private static Result<ContractModel> ParseContract(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        return ContractParser.Parse((INamedTypeSymbol)context.TargetSymbol, KnownTypes.ContractName(context.Attributes[0]), context.SemanticModel.Compilation, cancellation);
    }

    private static ContractDeclaration DeclaredContract(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        new(KnownTypes.ContractName(context.Attributes[0]), context.TargetSymbol.ToDisplayString(), SourcePlace.Of(context.TargetSymbol));

    private static ImmutableArray<T> Present<T>(Result<T> result)
        where T : class, IEquatable<T> => result.Model is { } model ? [model] : [];

    private static void EmitMessage(SourceProductionContext context, TypeModel type) =>
        Add(context, FileName(type.CSharp), type is UnionModel union ? UnionEmitter.Emit(union) : MessageEmitter.Emit((MessageModel)type));

    private static void EmitContract(SourceProductionContext context, ContractModel contract)
    {
        string file = FileName(ContractEmitter.Sibling(contract));
        Add(context, file + "Contract", ContractEmitter.Emit(contract));
        Add(context, file + "Client", ClientEmitter.Emit(contract));
        Add(context, file + "Dispatcher", DispatcherEmitter.Emit(contract));
    }

    private static void EmitSnapshot(SourceProductionContext context, SnapshotModel snapshot)
    {
        Add(context, FileName(ContractEmitter.Sibling(snapshot.Contract)) + "Snapshot", snapshot.Declarations);
        foreach (MessageModel message in snapshot.Contract.Messages.Where(static message => !message.IsSynthesized).Concat(snapshot.Contract.RemovedMessages))
            EmitMessage(context, message);
        foreach (UnionModel union in snapshot.Contract.Unions)
            EmitMessage(context, union);
        EmitContract(context, snapshot.Contract);
    }

    private static void Report(SourceProductionContext context, Finding finding) => context.ReportDiagnostic(finding.ToDiagnostic());

    private static void Add(SourceProductionContext context, string name, string code) =>
        context.AddSource(name + ".g.cs", SourceText.From(code, Encoding.UTF8));

    private static string FileName(string csharp) => csharp.Replace("global::", "").Replace("@", "");
}
