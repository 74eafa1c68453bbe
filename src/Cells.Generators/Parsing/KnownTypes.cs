using Cells.Images.Layout;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Recognises types by name.</summary>
internal static class KnownTypes
{
    public const string MessageAttribute = "Cells.CellMessageAttribute";
    public const string ContractAttribute = "Cells.CellContractAttribute";
    public const string FaultAttribute = "Cells.FaultAttribute`1";
    public const string Lease = "Cells.SharedBytes";
    public const string IdempotentAttribute = "Cells.IdempotentAttribute";
    public const string Tunnel = "System.IO.Pipelines.IDuplexPipe";
    public const string Stream = "System.Collections.Generic.IAsyncEnumerable`1";
    public const string CaseAttribute = "Cells.CellCaseAttribute";
    public const string EnumAttribute = "Cells.CellEnumAttribute";
    public const string UnionCasesAttribute = "Cells.Binding.UnionCasesAttribute";
    public const string Value = "Cells.Value";

    /// <summary>What the generator writes on what it adds: analyzers see it beside what the user wrote.</summary>
    public const string GeneratedCodeAttribute = "System.CodeDom.Compiler.GeneratedCodeAttribute";

    /// <summary>Types fully qualified, without the <c>?</c> of reference types inside or outside.</summary>
    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Types fully qualified, with the <c>?</c> of reference types inside.</summary>
    public static readonly SymbolDisplayFormat QualifiedNullable =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>What a stream's items are; null where the type is no stream.</summary>
    public static ITypeSymbol? StreamItem(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } named && FullName(named) == Stream ? named.TypeArguments[0] : null;

    public static bool IsMessage(ISymbol type) => HasAttribute(type, MessageAttribute);

    /// <summary>The name that an interface has as a contract; null where it is none.</summary>
    public static string? ContractName(ISymbol type) =>
        Attribute(type, ContractAttribute) is { } found ? ContractName(found) : null;

    /// <summary>The name that the attribute gives; empty where it gives none.</summary>
    public static string ContractName(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is string given ? given : "";

    /// <summary>Whether the type is the base of a union's cases: an abstract record that is a message.</summary>
    public static bool IsUnion(ITypeSymbol type) => type is { IsRecord: true, IsAbstract: true } && IsMessage(type);

    /// <summary>Whether the type is marked as open to what it does not declare.</summary>
    public static bool IsOpen(ISymbol type, string attribute) =>
        Attribute(type, attribute)?.NamedArguments.Any(static argument => argument is { Key: "Open", Value.Value: true }) == true;

    public static bool HasAttribute(ISymbol symbol, string name) => Attribute(symbol, name) is not null;

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    /// <summary>The type's name with its namespace, without type arguments.</summary>
    public static string FullName(ITypeSymbol type)
    {
        string space = type.ContainingNamespace is { IsGlobalNamespace: false } known ? known.ToDisplayString() + "." : "";
        return space + type.MetadataName;
    }

    public static ScalarKind? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_SByte => ScalarKind.SByte,
        SpecialType.System_Byte => ScalarKind.Byte,
        SpecialType.System_Int16 => ScalarKind.Int16,
        SpecialType.System_UInt16 => ScalarKind.UInt16,
        SpecialType.System_Int32 => ScalarKind.Int32,
        SpecialType.System_UInt32 => ScalarKind.UInt32,
        SpecialType.System_Int64 => ScalarKind.Int64,
        SpecialType.System_UInt64 => ScalarKind.UInt64,
        SpecialType.System_Single => ScalarKind.Single,
        SpecialType.System_Double => ScalarKind.Double,
        SpecialType.System_Char => ScalarKind.Char,
        SpecialType.System_Decimal => ScalarKind.Decimal,
        SpecialType.System_DateTime => ScalarKind.DateTime,
        _ => FullName(type) switch
        {
            "System.Half" => ScalarKind.Half,
            "System.Int128" => ScalarKind.Int128,
            "System.UInt128" => ScalarKind.UInt128,
            "System.Guid" => ScalarKind.Guid,
            "System.DateTimeOffset" => ScalarKind.DateTimeOffset,
            "System.TimeSpan" => ScalarKind.TimeSpan,
            _ => null,
        },
    };
}
