using System.Globalization;
using Cells.Generators.Diagnostics;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cells.Generators.Parsing;

/// <summary>Lays out and checks messages of fixed layout.</summary>
internal static class FixedParser
{
    private const int FixedValue = 1;
    private const int MaxDepth = 16;

    /// <summary>Whether the message asks for a fixed layout.</summary>
    public static bool IsFixed(ISymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass?.ToDisplayString() == KnownTypes.MessageAttribute
        && attribute.NamedArguments.Any(static argument => argument is { Key: "Layout", Value.Value: FixedValue }));

    /// <summary>The layout by the types of the members; what cannot be in one counts as 8 bytes, since it is reported where it stands.</summary>
    public static FixedLayout Layout(INamedTypeSymbol type) => Layout(type, 0);

    /// <summary>Reports what keeps a message from a fixed layout.</summary>
    public static void Check(INamedTypeSymbol type, IReadOnlyList<MemberModel> members, Findings findings, CancellationToken cancellation)
    {
        if (!type.IsValueType || !type.IsReadOnly)
            Refuse(type, "it is not a readonly struct", "declare it as 'readonly partial record struct'");
        else if (KnownTypes.HasAttribute(type, "System.Runtime.InteropServices.StructLayoutAttribute"))
            Refuse(type, "it is marked [StructLayout]", "drop that attribute; the order of the members is the layout");
        else if (members.Count == 0)
            Refuse(type, "it has no members", "give it at least one");
        else if (type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => IsOther(field, members)) is { } other)
            Refuse(type, $"it has the field '{other.Name}', which is no member", "make it a property with 'get' and 'init', or drop it");
        else if (Parts(type, members, cancellation) > 1)
            Refuse(type, "its members are declared in several parts, whose order C# does not define", "declare all of them in one part");
        else if (members.FirstOrDefault(static member => !IsAllowed(member.Type)) is { } wrong)
            Refuse(Symbol(type, wrong), $"'{wrong.Name}' is a '{wrong.Type.Declared.Replace("global::", "")}'", Remedy(wrong.Type));
        else
            CheckPadding(type, members, findings);

        void Refuse(ISymbol at, string reason, string remedy) => findings.Add(Descriptors.FixedLayout, at, type.Name, reason, remedy);
    }

    private static FixedLayout Layout(INamedTypeSymbol type, int depth)
    {
        IMethodSymbol? constructor = MessageParser.FindConstructor(type);
        IEnumerable<IPropertySymbol> properties = constructor is null || depth == MaxDepth ? [] : MessageParser.MemberProperties(type, constructor);
        return FixedLayout.Of([.. properties.Select(property => Slot(property.Type, depth))]);
    }

    private static WireSlot Slot(ITypeSymbol type, int depth)
    {
        if (KnownTypes.Scalar(type) is { } scalar)
            return FixedLayout.Scalar(scalar);
        if (type is not INamedTypeSymbol named || !IsFixed(named))
            return new WireSlot(8, 8);
        FixedLayout nested = Layout(named, depth + 1);
        return new WireSlot(nested.Bytes, nested.Alignment);
    }

    private static bool IsAllowed(WireType type) =>
        !type.IsNullable && (type.Kind == WireKind.Fixed || (type.Kind == WireKind.Scalar && FixedLayout.Allows(type.Scalar)));

    private static string Remedy(WireType type) => type switch
    {
        { IsNullable: true } => "make it non-nullable, with a value that stands for none",
        { Kind: WireKind.Scalar, Scalar: ScalarKind.Boolean } => "not every bit pattern is a bool; use byte",
        { Kind: WireKind.Scalar, Scalar: ScalarKind.Char } => "use ushort",
        { Kind: WireKind.Scalar, Scalar: ScalarKind.Decimal } => "not every bit pattern is a decimal; use a scaled long or Int128",
        { Kind: WireKind.Scalar, Scalar: ScalarKind.DateTime or ScalarKind.DateTimeOffset or ScalarKind.TimeSpan } => "use long for its ticks",
        { Kind: WireKind.Enum } => "not every bit pattern is a declared value; use its underlying integer",
        { Kind: WireKind.Message } => "mark that record [CellMessage(Layout = MessageLayout.Fixed)] too, or drop the fixed layout here",
        _ => "use integers, floating-point numbers, Guid and other messages of fixed layout, or drop the fixed layout",
    };

    private static void CheckPadding(INamedTypeSymbol type, IReadOnlyList<MemberModel> members, Findings findings)
    {
        FixedLayout layout = FixedLayout.Of([.. members.Select(static member => member.Type.FixedSlot)]);
        string bytes = layout.Gap.ToString(CultureInfo.InvariantCulture);
        if (layout.Bytes > FixedLayout.MaxBytes)
        {
            string most = FixedLayout.MaxBytes.ToString(CultureInfo.InvariantCulture);
            findings.Add(Descriptors.FixedLayout, type, type.Name, $"it takes more than {most} bytes", "drop the fixed layout");
        }
        else if (layout.GapAt == members.Count)
        {
            string last = members[members.Count - 1].Name;
            int end = layout.Bytes - layout.Gap;
            findings.Add(Descriptors.FixedLayout, Symbol(type, members[members.Count - 1]), type.Name, $"there would be {bytes} bytes of padding after '{last}'", $"declare {Fields(end, layout.Gap)} after it");
        }
        else if (layout.GapAt >= 0)
        {
            MemberModel next = members[layout.GapAt];
            int end = layout.Offsets[layout.GapAt] - layout.Gap;
            findings.Add(Descriptors.FixedLayout, Symbol(type, next), type.Name, $"there would be {bytes} bytes of padding before '{next.Name}'", $"declare {Fields(end, layout.Gap)} before it, or larger members first");
        }
    }

    /// <summary>The members that fill padding.</summary>
    private static string Fields(int from, int bytes)
    {
        var fields = new List<string>();
        for (int end = from + bytes; from < end;)
        {
            int size = 8;
            while (from % size != 0 || from + size > end)
                size /= 2;
            string kind = size switch { 1 => "byte", 2 => "ushort", 4 => "uint", _ => "ulong" };
            fields.Add($"'{kind} Padding{(fields.Count == 0 ? "" : (fields.Count + 1).ToString(CultureInfo.InvariantCulture))}'");
            from += size;
        }

        return string.Join(" and ", fields);
    }

    private static bool IsOther(IFieldSymbol field, IReadOnlyList<MemberModel> members) =>
        field is { IsStatic: false, IsConst: false, AssociatedSymbol: var property } && field.Locations.Any(static location => location.IsInSource)
            && !members.Any(member => member.Name == property?.Name);

    private static int Parts(INamedTypeSymbol type, IReadOnlyList<MemberModel> members, CancellationToken cancellation) => members
        .SelectMany(member => Symbol(type, member).DeclaringSyntaxReferences)
        .Select(reference => reference.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>())
        .Distinct()
        .Count();

    private static ISymbol Symbol(INamedTypeSymbol type, MemberModel member) => type.GetMembers(member.Name).OfType<IPropertySymbol>().FirstOrDefault() ?? (ISymbol)type;
}
