using System.Collections.Immutable;
using System.Text;
using Cells.Generators.Diagnostics;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Generators.Parsing;
using Microsoft.CodeAnalysis;
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

        context.RegisterSourceOutput(parsedMessages.SelectMany(static (result, _) => Present(result)).WithTrackingName(MessagesStep), EmitMessage);
        context.RegisterSourceOutput(parsedContracts.SelectMany(static (result, _) => Present(result)).WithTrackingName(ContractsStep), EmitContract);
        context.RegisterSourceOutput(parsedMessages.SelectMany(static (result, _) => result.Findings).WithTrackingName(FindingsStep), Report);
        context.RegisterSourceOutput(parsedContracts.SelectMany(static (result, _) => result.Findings).WithTrackingName(FindingsStep), Report);
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
        ImmutableArray<TypedConstant> arguments = context.Attributes[0].ConstructorArguments;
        string name = arguments.Length == 1 && arguments[0].Value is string given ? given : "";
        return ContractParser.Parse((INamedTypeSymbol)context.TargetSymbol, name, context.SemanticModel.Compilation, cancellation);
    }

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

    private static void Report(SourceProductionContext context, Finding finding) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ById(finding.Id),
            finding.Place?.ToLocation(),
            finding.Arguments.Cast<object>().ToArray()));

    private static void Add(SourceProductionContext context, string name, string code) =>
        context.AddSource(name + ".g.cs", SourceText.From(code, Encoding.UTF8));

    private static string FileName(string csharp) => csharp.Replace("global::", "").Replace("@", "");
}
