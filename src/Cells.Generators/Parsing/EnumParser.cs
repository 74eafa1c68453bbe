using System.Globalization;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Turns enums into models.</summary>
internal static class EnumParser
{
    public static EquatableArray<EnumModel> Parse(IEnumerable<INamedTypeSymbol> types, CancellationToken cancellation)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return new EquatableArray<EnumModel>(types.Where(seen.Add).Select(type => Parse(type, cancellation)));
    }

    private static EnumModel Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        IEnumerable<EnumValue> values = type.GetMembers().OfType<IFieldSymbol>()
            .Where(static field => field.HasConstantValue)
            .Select(static field => new EnumValue(Names.Snake(field.Name), Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)!));
        return new EnumModel(
            TypeParser.SchemaName(type),
            type.ToDisplayString(KnownTypes.Qualified),
            KnownTypes.Scalar(type.EnumUnderlyingType!) ?? ScalarKind.Int32,
            KnownTypes.HasAttribute(type, "System.FlagsAttribute"),
            new EquatableArray<EnumValue>(values))
        {
            IsOpen = KnownTypes.IsOpen(type, KnownTypes.EnumAttribute),
            Documentation = Documentation.Summary(type, cancellation),
        };
    }
}
