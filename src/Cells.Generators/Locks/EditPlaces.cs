using Cells.Generators.Models;
using Cells.Images.Schemas.Comparison;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Locks;

/// <summary>Finds where an edit was made in C#.</summary>
/// <param name="contract">The contract's interface.</param>
/// <param name="model">What it is on the wire.</param>
/// <param name="compilation">Where its types are found.</param>
internal sealed class EditPlaces(INamedTypeSymbol contract, ContractModel model, Compilation compilation)
{
    /// <summary>The nearest place to an edit that is in this project's sources.</summary>
    public Location? Find(SchemaEdit edit)
    {
        SchemaDifference first = edit.Places[0];
        IMethodSymbol? method = Method(first.Kind == EditKind.MethodRenamed ? first.New! : first.Method);
        ISymbol? place = first.Direction is null ? method
            : model.Messages.FirstOrDefault(message => message.SchemaName == first.Type) is { IsSynthesized: true } ? Parameter(method, first.Member) ?? method
            : Type(first.Type) is { } type ? Member(type, first.Member) ?? Case(first.Type, first.Member) ?? type
            : method;
        return Source(place) ?? Source(method) ?? Source(contract);
    }

    private IMethodSymbol? Method(string wireName)
    {
        string? name = model.Methods.FirstOrDefault(method => method.WireName == wireName)?.Name;
        return contract.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method => method.Name == name);
    }

    private static ISymbol? Parameter(IMethodSymbol? method, string wireName) =>
        method?.Parameters.FirstOrDefault(parameter => Names.Snake(parameter.Name) == wireName);

    private static ISymbol? Member(INamedTypeSymbol type, string wireName) =>
        wireName.Length == 0 ? null : type.GetMembers().FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol { HasConstantValue: true } && Names.Snake(member.Name) == wireName);

    private ISymbol? Case(string union, string wireName) =>
        model.Unions.FirstOrDefault(item => item.SchemaName == union)?.Cases.FirstOrDefault(item => item.WireName == wireName) is { } found ? Type(found.SchemaName) : null;

    private INamedTypeSymbol? Type(string schemaName)
    {
        string? name = model.Messages.FirstOrDefault(message => message.SchemaName == schemaName)?.CSharp
            ?? model.Unions.FirstOrDefault(union => union.SchemaName == schemaName)?.CSharp
            ?? model.Messages.SelectMany(static message => message.Enums).FirstOrDefault(item => item.SchemaName == schemaName)?.CSharp;
        return name is null ? null : ByName(name.Substring("global::".Length));
    }

    /// <summary>A type by its name in C#, where types in types stand behind a point too.</summary>
    private INamedTypeSymbol? ByName(string name)
    {
        string candidate = name;
        while (true)
        {
            if (compilation.GetTypeByMetadataName(candidate) is { } found)
                return found;
            int point = candidate.LastIndexOf('.');
            if (point < 0)
                return null;
            candidate = candidate.Substring(0, point) + "+" + candidate.Substring(point + 1);
        }
    }

    private static Location? Source(ISymbol? symbol) => symbol?.Locations.FirstOrDefault(static location => location.IsInSource);
}
