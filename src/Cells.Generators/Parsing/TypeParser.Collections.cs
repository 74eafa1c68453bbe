using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Maps, sets, tuples and messages of fixed layout.</summary>
internal sealed partial class TypeParser
{
    private const int MinTuple = 2;
    private const int MaxTuple = 7;

    private WireType? ParseMap(INamedTypeSymbol type, string csharp, bool isNullable, bool isReadOnly, ISymbol owner)
    {
        WireType? key = ParseKey(type.TypeArguments[0], owner);
        WireType? value = Parse(type.TypeArguments[1], owner);
        return key is null || value is null
            ? null
            : new WireType(WireKind.Map, csharp, isNullable, false) { Key = key, Element = value, IsReadOnly = isReadOnly };
    }

    private WireType? ParseSet(INamedTypeSymbol type, string csharp, bool isNullable, bool isReadOnly, ISymbol owner)
    {
        WireType? element = ParseKey(type.TypeArguments[0], owner);
        return element is null ? null : new WireType(WireKind.Set, csharp, isNullable, false) { Element = element, IsReadOnly = isReadOnly };
    }

    private WireType? ParseTuple(INamedTypeSymbol type, string csharp, ISymbol owner)
    {
        var items = new List<WireType>();
        foreach (IFieldSymbol item in type.TupleElements)
        {
            if (Parse(item.Type, owner) is { } parsed)
                items.Add(parsed);
        }

        return items.Count < type.TupleElements.Length
            ? null
            : new WireType(WireKind.Tuple, csharp, false, true) { Items = new EquatableArray<WireType>(items) };
    }

    private static WireType ParseFixed(INamedTypeSymbol type, string csharp)
    {
        FixedLayout layout = FixedParser.Layout(type);
        return new WireType(WireKind.Fixed, csharp, false, true) { SchemaName = SchemaName(type), Size = new FixedSize(layout.Bytes, layout.Alignment) };
    }

    /// <summary>Parses what is put in order by its encoded bytes; null and a finding where that is not the order and equality of its values.</summary>
    private WireType? ParseKey(ITypeSymbol type, ISymbol owner)
    {
        WireType? key = Parse(type, owner);
        if (key is null || KeyRemedy(key) is not { } remedy)
            return key;

        findings.Add(Descriptors.KeyType, owner, owner.Name, type.ToDisplayString(), remedy);
        return null;
    }

    private static string? KeyRemedy(WireType key) => key switch
    {
        { IsNullable: true } => "a key cannot be null; make it non-nullable",
        { Kind: WireKind.Scalar, Scalar: ScalarKind.Single or ScalarKind.Double or ScalarKind.Half } =>
            "floating-point numbers have several bit patterns for one value; use decimal or an integer",
        { Kind: WireKind.Scalar or WireKind.Enum or WireKind.Text } => null,
        { Kind: WireKind.Bytes or WireKind.Memory or WireKind.Lease } => "byte strings are compared by reference; use string, Guid or an integer",
        _ => "a key is a scalar, an enum or a string; use one of them, or a list of a [CellMessage] record",
    };
}
