using System.Collections.Immutable;
using System.Globalization;
using Cells.Generators.Diagnostics;
using Cells.Generators.Emit;
using Cells.Generators.Models;
using Cells.Generators.Parsing;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;
using Cells.Images.Schemas.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Generators.Snapshots;

/// <summary>
/// Turns a snapshot into the model of a contract. The snapshot becomes declarations in C#, and these are read by the same parser as everyone's:
/// so there is one way from a type to its image, and what a snapshot cannot say is found by comparing the schemas of both.
/// </summary>
internal static class SnapshotParser
{
    public static Result<SnapshotModel> Parse(SnapshotText file, ImmutableArray<MetadataReference> references, CSharpParseOptions options, CancellationToken cancellation)
    {
        try
        {
            var snapshot = SnapshotFile.Parse(file.Text);
            return new Result<SnapshotModel>(Parse(file, snapshot, references, options, cancellation), EquatableArray<Finding>.Empty);
        }
        catch (SchemaException error)
        {
            return Failed(file, error);
        }
    }

    private static Result<SnapshotModel> Failed(SnapshotText file, SchemaException error) => new(
        null,
        new EquatableArray<Finding>([new Finding(Descriptors.Snapshot.Id, SourcePlace.In(file.Path, file.Text, error.Line, error.Column), new EquatableArray<string>([file.FileName, error.Problem]))]));

    private static SnapshotModel Parse(
        SnapshotText file, SnapshotFile snapshot, ImmutableArray<MetadataReference> references, CSharpParseOptions options, CancellationToken cancellation)
    {
        ContractSchema schema = snapshot.Contract;
        CheckNamespace(snapshot);
        var misfits = SnapshotMisfits.In(snapshot, file.FileName.Substring(0, file.FileName.Length - SnapshotFile.Suffix.Length));
        string declarations = SnapshotDeclarations.WriteForParser(snapshot.Namespace, schema, misfits);
        var compilation = CSharpCompilation.Create(
            "Snapshot",
            [CSharpSyntaxTree.ParseText(declarations, options.WithDocumentationMode(DocumentationMode.Parse), file.Path, cancellationToken: cancellation)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        if (compilation.GetDeclarationDiagnostics(cancellation).FirstOrDefault(static found => found.Severity == DiagnosticSeverity.Error) is { } error)
            throw schema.Position.Error($"The contract cannot be declared in C#: {error.GetMessage(CultureInfo.InvariantCulture)}.");

        string space = snapshot.Namespace.Length == 0 ? "" : snapshot.Namespace + ".";
        INamedTypeSymbol contract = compilation.GetTypeByMetadataName($"{space}I{SnapshotNames.Contract(schema.Name, schema.Position)}")!;
        ContractModel model = Model(contract, schema, compilation, cancellation);
        if (SchemaEmitter.Write(model, withDocumentation: false) != schema.ToCanonicalJson())
            throw schema.Position.Error("No contract in C# has exactly this schema; take it from the cell again: cell schema pull.");
        model = model with { Methods = new EquatableArray<MethodModel>(model.Methods.Select(method => method with { Misfit = misfits.Of(method.WireName) })) };
        if (compilation.GetTypeByMetadataName(space + SnapshotDeclarations.RemovedInterface) is { } interfaceOfRemoved && misfits.Removed.Count > 0)
            model = WithRemoved(model, Model(interfaceOfRemoved, schema, compilation, cancellation), misfits);

        IEnumerable<string> types = contract.ContainingNamespace.GetTypeMembers()
            .Where(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            .Select(static type => type.Name)
            .Where(static name => name != SnapshotDeclarations.RemovedInterface)
            .Concat([model.BaseName + "Client", model.BaseName + "Contract", model.BaseName + "Dispatcher", model.BaseName + "Messages"]);
        return new SnapshotModel(file.FileName, SourcePlace.In(file.Path, file.Text, schema.Position.Line, schema.Position.Column), SnapshotDeclarations.Write(snapshot.Namespace, schema, misfits), new EquatableArray<string>(types.Select(type => space + type)), model);
    }

    private static ContractModel Model(INamedTypeSymbol contract, ContractSchema schema, Compilation compilation, CancellationToken cancellation)
    {
        Result<ContractModel> parsed = ContractParser.Parse(contract, schema.Name, compilation, cancellation);
        return parsed.Model ?? throw schema.Position.Error($"The contract cannot be declared in C#: {Describe(parsed)}.");
    }

    /// <summary>Methods that are gone keep their signatures, and the messages in these that nothing else has.</summary>
    private static ContractModel WithRemoved(ContractModel model, ContractModel removed, SnapshotMisfits misfits) => model with
    {
        Removed = new EquatableArray<MethodModel>(removed.Methods.Select(method => method with { Misfit = misfits.Of(method.WireName) })),
        RemovedMessages = new EquatableArray<MessageModel>(removed.Messages.Where(message => !message.IsSynthesized && model.Messages.All(other => other.CSharp != message.CSharp))),
    };

    private static void CheckNamespace(SnapshotFile snapshot)
    {
        if (snapshot.Namespace.Length > 0 && !snapshot.Namespace.Split('.').All(SyntaxFacts.IsValidIdentifier))
            throw snapshot.NamespacePosition.Error($"'{snapshot.Namespace}' is no namespace in C#.");
    }

    private static string Describe(Result<ContractModel> parsed) => parsed.Findings.Count == 0
        ? "one of its types is not a message"
        : parsed.Findings[0].ToDiagnostic().GetMessage(CultureInfo.InvariantCulture);
}
