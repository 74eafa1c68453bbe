using System.Globalization;
using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cells.Generators.Parsing;

/// <summary>Turns an abstract record marked <c>[CellMessage]</c> into a model of a union. It reports what is wrong with its cases as cases.</summary>
internal sealed class UnionParser(Findings findings, CancellationToken cancellation)
{
    private const int MaxTag = 65_535;
    private const string UnknownName = "Unknown";

    public UnionModel? Parse(INamedTypeSymbol type)
    {
        int before = findings.Count;
        bool isOpen = KnownTypes.IsOpen(type, KnownTypes.MessageAttribute);
        CheckMembers(type);
        CheckReservedName(type);
        CheckUnknown(type, isOpen);
        IReadOnlyList<CaseModel> cases = Tagged(type, Cases(type));
        foreach (IGrouping<string, CaseModel> same in cases.GroupBy(static item => item.WireName, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            findings.Add(Descriptors.NameTaken, type, same.First().SchemaName, same.Last().SchemaName, same.Key);
        if (findings.Count != before)
            return null;

        return new UnionModel(MessageParser.Space(type), type.Name, TypeParser.SchemaName(type), new EquatableArray<CaseModel>(cases))
        {
            IsOpen = isOpen,
            Containers = new EquatableArray<ContainerModel>(MessageParser.Containers(type)),
            Access = MessageParser.Access(type),
            Documentation = Documentation.Summary(type, cancellation),
        };
    }

    /// <summary>The cases of a union, those of a referenced assembly by what the generator noted there.</summary>
    public static IReadOnlyList<INamedTypeSymbol> CasesOf(INamedTypeSymbol union) =>
        KnownTypes.Attribute(union, KnownTypes.UnionCasesAttribute) is { } noted
            ? [.. noted.ConstructorArguments[0].Values.Select(static item => item.Value).OfType<INamedTypeSymbol>()]
            : [.. Derived(union).Where(static type => KnownTypes.IsMessage(type))];

    /// <summary>Whether a type stands where a case of the union may: in it, or beside it.</summary>
    public static bool StandWith(INamedTypeSymbol union, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingType, union)
        || (SymbolEqualityComparer.Default.Equals(type.ContainingSymbol, union.ContainingSymbol)
            && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, union.ContainingAssembly));

    /// <summary>The types in the union and beside it that derive from it, in the order of their declaration.</summary>
    private static IEnumerable<INamedTypeSymbol> Derived(INamedTypeSymbol union)
    {
        IEnumerable<INamedTypeSymbol> beside = union.ContainingType is { } outer ? outer.GetTypeMembers() : union.ContainingNamespace.GetTypeMembers();
        return union.GetTypeMembers().Concat(beside)
            .Where(type => SymbolEqualityComparer.Default.Equals(type.BaseType, union) && StandWith(union, type))
            .OrderBy(static type => Place(type)?.SourceSpan.Start ?? 0);
    }

    private static Location? Place(INamedTypeSymbol type) => type.Locations.FirstOrDefault(static location => location.IsInSource);

    private List<INamedTypeSymbol> Cases(INamedTypeSymbol union)
    {
        var cases = new List<INamedTypeSymbol>();
        foreach (INamedTypeSymbol type in KnownTypes.HasAttribute(union, KnownTypes.UnionCasesAttribute) ? CasesOf(union) : Derived(union))
        {
            if (IsUnknown(union, type))
                continue;
            if (!KnownTypes.IsMessage(type))
                Refuse(type, union, "is not marked as a message", "mark it [CellMessage], or let it derive from something else");
            else if (!type.IsSealed)
                Refuse(type, union, "is not sealed", "declare it as 'sealed partial record'");
            else if (MessageParser.Access(union) == "public" && MessageParser.Access(type) != "public")
                Refuse(type, union, "is less visible than it", "make it public too");
            cases.Add(type);
        }

        if (cases.Count == 0)
            findings.Add(Descriptors.NoCases, union, union.Name);
        return cases;
    }

    private void Refuse(INamedTypeSymbol type, INamedTypeSymbol union, string reason, string remedy) =>
        findings.Add(Descriptors.CaseShape, type, type.Name, union.Name, reason, remedy);

    private List<CaseModel> Tagged(INamedTypeSymbol union, List<INamedTypeSymbol> cases)
    {
        var tagged = new List<CaseModel>();
        var tags = cases.ConvertAll(static type => Tag(type));
        if (tags.TrueForAll(static tag => tag is null))
        {
            if (cases.Select(static type => Place(type)?.SourceTree).Distinct().Skip(1).Any())
                findings.Add(Descriptors.CaseTag, union, union.Name, "has cases in several files, whose order is not certain", "give each case its tag: [CellCase(1)]");
            for (int i = 0; i < cases.Count; i++)
                tagged.Add(Model(cases[i], i + 1));
            return tagged;
        }

        for (int i = 0; i < cases.Count; i++)
        {
            if (tags[i] is not { } tag)
                findings.Add(Descriptors.CaseTag, cases[i], cases[i].Name, "has no tag, but another case has", "give all cases a tag, or none");
            else if (tag is < 1 or > MaxTag)
                findings.Add(Descriptors.CaseTag, cases[i], cases[i].Name, $"has the tag {tag.ToString(CultureInfo.InvariantCulture)}", "use 1 to 65535");
            else if (tagged.Find(other => other.Tag == tag) is { } taken)
                findings.Add(Descriptors.CaseTag, cases[i], cases[i].Name, $"has the tag of '{taken.Name}'", "give each case its own");
            else
                tagged.Add(Model(cases[i], tag));
        }

        return [.. tagged.OrderBy(static item => item.Tag)];
    }

    private CaseModel Model(INamedTypeSymbol type, int tag) => new(
        type.Name,
        Names.Snake(type.Name),
        tag,
        type.ToDisplayString(KnownTypes.Qualified),
        TypeParser.SchemaName(type),
        Documentation.Summary(type, cancellation));

    private static int? Tag(INamedTypeSymbol type) =>
        KnownTypes.Attribute(type, KnownTypes.CaseAttribute) is { } attribute
            ? attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is int tag ? tag : 0
            : null;

    /// <summary>A union has no image of its own beyond that of its cases.</summary>
    private void CheckMembers(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IPropertySymbol property && MessageParser.IsMember(property))
                findings.Add(Descriptors.UnionMember, member, member.Name, type.Name);
            if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public })
                findings.Add(Descriptors.UnionMember, member, member.Name, type.Name);
        }
    }

    private void CheckReservedName(INamedTypeSymbol type)
    {
        string name = type.Name + "Case";
        IEnumerable<INamedTypeSymbol> beside = type.ContainingType is { } outer ? outer.GetTypeMembers(name) : type.ContainingNamespace.GetTypeMembers(name);
        if (beside.FirstOrDefault(static other => other.Locations.Any(static location => location.IsInSource) && !KnownTypes.HasAttribute(other, KnownTypes.GeneratedCodeAttribute)) is { } taken
            && type.Locations.Any(static location => location.IsInSource))
            findings.Add(Descriptors.ReservedName, taken, taken.ToDisplayString(), name);
    }

    /// <summary>Whether the type is what undeclared cases of an open union are read as.</summary>
    private static bool IsUnknown(INamedTypeSymbol union, INamedTypeSymbol type) =>
        type.Name == UnknownName && SymbolEqualityComparer.Default.Equals(type.ContainingType, union) && !KnownTypes.IsMessage(type);

    private void CheckUnknown(INamedTypeSymbol union, bool isOpen)
    {
        INamedTypeSymbol? unknown = union.GetTypeMembers(UnknownName).FirstOrDefault();
        if (!isOpen)
        {
            if (unknown is not null && !KnownTypes.IsMessage(unknown) && SymbolEqualityComparer.Default.Equals(unknown.BaseType, union))
                findings.Add(Descriptors.OpenUnion, unknown, union.Name, "has a case Unknown that is no message, but is not open", "mark the union [CellMessage(Open = true)], or the case [CellMessage]");
            return;
        }

        if (unknown is null)
            findings.Add(Descriptors.OpenUnion, union, union.Name, "is open, but has no case for what it does not declare", "declare 'public sealed record Unknown(uint Tag) : " + union.Name + "' in it");
        else if (KnownTypes.IsMessage(unknown))
            findings.Add(Descriptors.OpenUnion, unknown, union.Name, "is open, and its case Unknown is marked as a message", "remove [CellMessage] from Unknown: it never travels");
        else if (!IsSound(union, unknown))
            findings.Add(Descriptors.OpenUnion, unknown, union.Name, "is open, but its case Unknown has another shape", "declare it as 'public sealed record Unknown(uint Tag) : " + union.Name + "'");
    }

    private static bool IsSound(INamedTypeSymbol union, INamedTypeSymbol unknown) =>
        unknown is { IsRecord: true, IsSealed: true, IsGenericType: false }
        && MessageParser.Access(unknown) == MessageParser.Access(union)
        && SymbolEqualityComparer.Default.Equals(unknown.BaseType, union)
        && unknown.InstanceConstructors.Any(static constructor =>
            constructor is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal, Parameters.Length: 1 }
            && constructor.Parameters[0].Type.SpecialType == SpecialType.System_UInt32)
        && unknown.GetMembers("Tag").OfType<IPropertySymbol>().Any(static property =>
            property is { Type.SpecialType: SpecialType.System_UInt32, DeclaredAccessibility: Accessibility.Public, GetMethod: not null });
}
