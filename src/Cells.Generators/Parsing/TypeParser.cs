using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Turns C# types into wire types, and notes the messages and enums that they name.</summary>
internal sealed partial class TypeParser(Findings findings)
{
    /// <summary>The messages and unions that were named.</summary>
    public List<INamedTypeSymbol> Messages { get; } = [];

    /// <summary>The enums that were named.</summary>
    public List<INamedTypeSymbol> Enums { get; } = [];

    /// <summary>Parses the type of a member; null and a finding where it cannot be in a message.</summary>
    /// <param name="type">The type.</param>
    /// <param name="owner">The member or parameter to name and to point at.</param>
    public WireType? Parse(ITypeSymbol type, ISymbol owner)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            WireType? inner = Parse(nullable.TypeArguments[0], owner);
            if (inner?.Kind == WireKind.Value)
                return Unsupported(type, owner, "a Value can be null as it is; drop the '?'");
            return inner is null ? null : inner with { IsNullable = true };
        }

        bool isNullable = type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated;
        string csharp = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(KnownTypes.QualifiedNullable);
        if (KnownTypes.Scalar(type) is { } scalar)
            return new WireType(WireKind.Scalar, csharp, false, true) { Scalar = scalar };
        if (type.SpecialType == SpecialType.System_String)
            return new WireType(WireKind.Text, csharp, isNullable, false);
        if (type.TypeKind == TypeKind.Enum)
            return ParseEnum((INamedTypeSymbol)type, csharp);
        if (type is IArrayTypeSymbol array)
            return ParseArray(array, csharp, isNullable, owner);
        if (type is INamedTypeSymbol named)
            return ParseNamed(named, csharp, isNullable, owner);
        return Unsupported(type, owner, "use a concrete type");
    }

    /// <summary>The name of a message or an enum in schemas.</summary>
    public static string SchemaName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? SchemaName(outer) + "." + type.Name : type.Name;

    private WireType ParseEnum(INamedTypeSymbol type, string csharp)
    {
        Enums.Add(type);
        return new WireType(WireKind.Enum, csharp, false, true)
        {
            Scalar = KnownTypes.Scalar(type.EnumUnderlyingType!) ?? ScalarKind.Int32,
            SchemaName = SchemaName(type),
            IsOpen = KnownTypes.IsOpen(type, KnownTypes.EnumAttribute),
        };
    }

    private WireType? ParseArray(IArrayTypeSymbol array, string csharp, bool isNullable, ISymbol owner)
    {
        if (array.Rank != 1)
            return Unsupported(array, owner, "use an array of arrays");
        if (array.ElementType.SpecialType == SpecialType.System_Byte)
            return new WireType(WireKind.Bytes, csharp, isNullable, false);
        return ParseList(ListKind.Array, array.ElementType, csharp, isNullable, false, owner);
    }

    private WireType? ParseNamed(INamedTypeSymbol type, string csharp, bool isNullable, ISymbol owner)
    {
        if (KnownTypes.IsMessage(type))
        {
            Messages.Add(type);
            if (FixedParser.IsFixed(type))
                return ParseFixed(type, csharp);
            WireKind kind = KnownTypes.IsUnion(type) ? WireKind.Union : WireKind.Message;
            return new WireType(kind, csharp, isNullable, type.IsValueType) { SchemaName = SchemaName(type) };
        }

        switch (KnownTypes.FullName(type))
        {
            case KnownTypes.Value:
                return new WireType(WireKind.Value, csharp, isNullable, true);
            case KnownTypes.Lease:
                return new WireType(WireKind.Lease, csharp, isNullable, false);
            case "System.Collections.Generic.List`1":
                return ParseList(ListKind.List, type.TypeArguments[0], csharp, isNullable, false, owner);
            case "System.Collections.Immutable.ImmutableArray`1":
                return ParseList(ListKind.ImmutableArray, type.TypeArguments[0], csharp, isNullable, true, owner);
            case "System.Collections.Generic.IReadOnlyList`1":
                return ParseList(ListKind.ReadOnlyList, type.TypeArguments[0], csharp, isNullable, false, owner);
            case "System.Collections.Generic.Dictionary`2":
                return ParseMap(type, csharp, isNullable, isReadOnly: false, owner);
            case "System.Collections.Generic.IReadOnlyDictionary`2":
                return ParseMap(type, csharp, isNullable, isReadOnly: true, owner);
            case "System.Collections.Generic.HashSet`1":
                return ParseSet(type, csharp, isNullable, isReadOnly: false, owner);
            case "System.Collections.Generic.IReadOnlySet`1":
                return ParseSet(type, csharp, isNullable, isReadOnly: true, owner);
            case "System.ReadOnlyMemory`1" when type.TypeArguments[0].SpecialType == SpecialType.System_Byte:
                return new WireType(WireKind.Memory, csharp, isNullable, true);
        }

        if (type.IsTupleType && type.TupleElements.Length is >= MinTuple and <= MaxTuple)
            return ParseTuple(type, csharp, owner);

        if (type.IsRecord)
        {
            findings.Add(Descriptors.NotAMessage, owner, owner.Name, type.ToDisplayString());
            return null;
        }

        return Unsupported(type, owner, Remedy(type));
    }

    private WireType? ParseList(ListKind kind, ITypeSymbol elementType, string csharp, bool isNullable, bool isValueType, ISymbol owner)
    {
        WireType? element = Parse(elementType, owner);
        if (element is null)
            return null;

        if (element is { IsBlock: true, IsNullable: true })
        {
            findings.Add(Descriptors.NullableMessageElement, owner, owner.Name);
            return null;
        }

        return new WireType(WireKind.List, csharp, isNullable, isValueType) { List = kind, Element = element };
    }

    private WireType? Unsupported(ITypeSymbol type, ISymbol owner, string remedy)
    {
        findings.Add(Descriptors.UnsupportedType, owner, owner.Name, type.ToDisplayString(), remedy);
        return null;
    }

    private static string Remedy(INamedTypeSymbol type)
    {
        string name = KnownTypes.FullName(type);
        if (name.StartsWith("System.ValueTuple", StringComparison.Ordinal))
            return $"a tuple has {MinTuple} to {MaxTuple} items; declare a [CellMessage] record with the same members";
        if (name.StartsWith("System.Tuple`", StringComparison.Ordinal))
            return "use a value tuple such as (int, string), or a record marked [CellMessage]";
        if (name.StartsWith("System.Collections.", StringComparison.Ordinal) && (name.Contains("Dictionary") || name.Contains("SortedList") || name.Contains("Hashtable")))
            return "use Dictionary<TKey, TValue> or IReadOnlyDictionary<TKey, TValue>";
        if (name.StartsWith("System.Collections.", StringComparison.Ordinal) && name.Contains("Set"))
            return "use HashSet<T> or IReadOnlySet<T>";
        if (name is "System.Memory`1" or "System.ReadOnlyMemory`1" or "System.ArraySegment`1" or "System.Span`1" or "System.ReadOnlySpan`1")
            return "use ReadOnlyMemory<byte>, or an array";
        if (name.StartsWith("System.Collections.", StringComparison.Ordinal))
            return "use T[], List<T>, ImmutableArray<T> or IReadOnlyList<T>";
        return name switch
        {
            "System.IntPtr" or "System.UIntPtr" => "its size differs between machines; use long or ulong",
            "System.Object" => "use a concrete type",
            "System.DateOnly" => "use DateTime",
            "System.TimeOnly" => "use TimeSpan",
            "System.Uri" => "use string",
            _ => "use a scalar, string, byte[], a list, or a record marked [CellMessage]",
        };
    }
}
