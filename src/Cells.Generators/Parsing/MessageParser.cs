using System.Globalization;
using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Generators.Parsing;

/// <summary>Turns a record marked <c>[CellMessage]</c>, from source or from a referenced assembly, into a model.</summary>
internal sealed class MessageParser(Compilation compilation, Findings findings, CancellationToken cancellation)
{
    /// <summary>The messages that the parsed ones name.</summary>
    public TypeParser Types { get; } = new(findings);

    public MessageModel? Parse(INamedTypeSymbol type)
    {
        int before = findings.Count;
        CheckShape(type);
        CheckUnionMarks(type);
        if (findings.Count != before)
            return null;

        IMethodSymbol? constructor = FindConstructor(type);
        if (constructor is null)
        {
            findings.Add(Descriptors.NoConstructor, type, type.Name);
            return null;
        }

        int enumsBefore = Types.Enums.Count;
        List<MemberModel> members = ParseMembers(type, constructor);
        CheckNames(type, members);
        bool isFixed = FixedParser.IsFixed(type);
        if (isFixed && findings.Count == before)
            FixedParser.Check(type, members, findings, cancellation);
        if (findings.Count != before)
            return null;

        return new MessageModel(Space(type), type.Name, TypeParser.SchemaName(type), type.IsValueType, new EquatableArray<MemberModel>(members))
        {
            Containers = new EquatableArray<ContainerModel>(Containers(type)),
            Access = Access(type),
            IsFixed = isFixed,
            IsSealed = type.IsSealed,
            HasOwnEquality = HasOwnEquality(type),
            IsCase = type.BaseType is { } origin && KnownTypes.IsUnion(origin),
            Enums = EnumParser.Parse(Types.Enums.Skip(enumsBefore), cancellation),
            Documentation = Documentation.Summary(type, cancellation),
        };
    }

    /// <summary>Parses an abstract record whose values are the records that derive from it.</summary>
    public UnionModel? ParseUnion(INamedTypeSymbol type)
    {
        int before = findings.Count;
        CheckShape(type);
        CheckNames(type, []);
        return findings.Count == before ? new UnionParser(findings, cancellation).Parse(type) : null;
    }

    /// <summary><c>public</c> where every type around it is, else <c>internal</c>.</summary>
    public static string Access(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
                return "internal";
        }

        return "public";
    }

    public static string Space(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    public static List<ContainerModel> Containers(INamedTypeSymbol type)
    {
        var containers = new List<ContainerModel>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            containers.Insert(0, new ContainerModel(Keywords(outer), outer.Name));
        return containers;
    }

    private static string Keywords(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "partial record struct",
        { IsRecord: true } => "partial record",
        { TypeKind: TypeKind.Interface } => "partial interface",
        { IsValueType: true } => "partial struct",
        _ => "partial class",
    };

    private void CheckShape(INamedTypeSymbol type)
    {
        if (!type.IsRecord)
        {
            findings.Add(Descriptors.NotARecord, type, type.Name);
            return;
        }

        bool isGeneric = false;
        bool isPartial = true;
        bool isVisible = true;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            isGeneric |= current.IsGenericType;
            isPartial &= IsPartial(current);
            isVisible &= current is { IsFileLocal: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal };
        }

        if (isGeneric)
            findings.Add(Descriptors.Generic, type, type.Name);
        if (!isVisible)
            findings.Add(Descriptors.NotVisible, type, type.Name);
        if (!isPartial)
            findings.Add(Descriptors.NotPartial, type, type.Name);
        if (type.IsReferenceType && type.BaseType is { SpecialType: not SpecialType.System_Object } origin)
            CheckBase(type, origin);
    }

    /// <summary>A message derives from nothing but a union, with which it stands.</summary>
    private void CheckBase(INamedTypeSymbol type, INamedTypeSymbol origin)
    {
        if (!KnownTypes.IsUnion(origin))
            findings.Add(Descriptors.Inherits, type, type.Name, origin.Name);
        else if (!UnionParser.StandWith(origin, type))
            findings.Add(Descriptors.CasePlace, type, type.Name, origin.Name);
    }

    /// <summary>What is said of unions and cases must stand on them.</summary>
    private void CheckUnionMarks(INamedTypeSymbol type)
    {
        if (KnownTypes.IsOpen(type, KnownTypes.MessageAttribute))
            findings.Add(Descriptors.OpenUnion, type, type.Name, "is open, but is no union", "remove 'Open', or make it an abstract record with cases");
        if (KnownTypes.HasAttribute(type, KnownTypes.CaseAttribute) && !(type.BaseType is { } origin && KnownTypes.IsUnion(origin)))
            findings.Add(Descriptors.CaseTag, type, type.Name, "has a tag, but is no case of a union", "remove [CellCase], or let it derive from a union");
    }

    private bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static IMethodSymbol? FindConstructor(INamedTypeSymbol type)
    {
        IEnumerable<IMethodSymbol> usable = type.InstanceConstructors.Where(constructor =>
            constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
            && constructor.Parameters.All(parameter => PropertyOf(type, parameter) is not null));
        return usable.OrderByDescending(static constructor => constructor.Parameters.Length).FirstOrDefault();
    }

    private static IPropertySymbol? PropertyOf(INamedTypeSymbol type, IParameterSymbol parameter) =>
        type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property =>
            !property.IsStatic && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type));

    private List<MemberModel> ParseMembers(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var members = new List<MemberModel>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            IPropertySymbol property = PropertyOf(type, parameter)!;
            if (Types.Parse(property.Type, property) is { } wire)
            {
                string said = Documentation.Parameter(type, parameter.Name, cancellation);
                said = said.Length > 0 ? said : Documentation.Summary(property, cancellation);
                members.Add(new MemberModel(property.Name, Names.Snake(property.Name), wire, true, DefaultParser.Parse(parameter, wire), said));
            }
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public })
                findings.Add(Descriptors.PublicField, member, member.Name);
            if (member is not IPropertySymbol property || !IsMember(property) || constructor.Parameters.Any(parameter => parameter.Name == property.Name))
                continue;
            if (Types.Parse(property.Type, property) is { } wire)
            {
                CheckInitializer(property);
                members.Add(new MemberModel(property.Name, Names.Snake(property.Name), wire, false, null, Documentation.Summary(property, cancellation)));
            }
        }

        return members;
    }

    /// <summary>The properties that are members, in the order of the wire.</summary>
    public static IEnumerable<IPropertySymbol> MemberProperties(INamedTypeSymbol type, IMethodSymbol constructor) =>
        constructor.Parameters.Select(parameter => PropertyOf(type, parameter)!).Concat(type.GetMembers().OfType<IPropertySymbol>().Where(property =>
            IsMember(property) && constructor.Parameters.All(parameter => parameter.Name != property.Name)));

    private static bool HasOwnEquality(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>().Any(method =>
        !method.IsImplicitlyDeclared
        && ((method is { Name: "Equals", Parameters.Length: 1 } && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, type))
            || method is { Name: "GetHashCode", Parameters.Length: 0 }));

    public static bool IsMember(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null }
        && property.SetMethod is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal };

    private void CheckInitializer(IPropertySymbol property)
    {
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is not PropertyDeclarationSyntax { Initializer.Value: { } value })
                continue;

            Optional<object?> constant = compilation.GetSemanticModel(reference.SyntaxTree).GetConstantValue(value, cancellation);
            if (constant is { HasValue: true, Value: { } given } && !IsZero(given))
                findings.Add(Descriptors.InitializerDefault, property, property.Name, value.ToString(), property.Type.SpecialType == SpecialType.System_String ? "empty" : "0");
        }
    }

    private static bool IsZero(object value) => value switch
    {
        string text => text.Length == 0,
        bool flag => !flag,
        char character => character == 0,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) == 0,
        _ => false,
    };

    private void CheckNames(INamedTypeSymbol type, List<MemberModel> members)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.Name is "View" or "Builder" or "ToImage" or "ToOwned" && member.Locations.Any(static location => location.IsInSource) && !KnownTypes.HasAttribute(member, KnownTypes.GeneratedCodeAttribute))
                findings.Add(Descriptors.ReservedName, member, member.ToDisplayString(), member.Name);
        }

        foreach (IGrouping<string, MemberModel> same in members.GroupBy(static member => member.WireName, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            findings.Add(Descriptors.NameTaken, type, same.First().Name, same.Last().Name, same.Key);
    }
}
