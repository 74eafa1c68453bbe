using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Architecture.Tests.PublicApi;

/// <summary>
/// Writes what an assembly offers to others as text: a line for each type and, indented below it, one for each member, in an order that
/// the sources do not influence.
/// </summary>
internal static class ApiText
{
    private static readonly SymbolDisplayFormat NameFormat = SymbolDisplayFormat.CSharpErrorMessageFormat;

    private static readonly SymbolDisplayFormat TypeFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat MemberFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>What every file imports.</summary>
    private static readonly string[] Imported = ["System", "System.Collections.Generic", "System.IO", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The text of an assembly's public and protected surface.</summary>
    /// <param name="path">The assembly; what it uses is taken from what the test itself runs on.</param>
    public static string Of(string path)
    {
        PortableExecutableReference own = MetadataReference.CreateFromFile(path);
        IEnumerable<MetadataReference> others = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(reference => reference != path)
            .Select(reference => MetadataReference.CreateFromFile(reference));
        var compilation = CSharpCompilation.Create("PublicApi", references: [own, .. others]);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(own)!;

        var text = new StringBuilder();
        foreach (INamedTypeSymbol type in TypesOf(assembly.GlobalNamespace).OrderBy(type => type.ToDisplayString(NameFormat), StringComparer.Ordinal))
            Write(type, text);
        return text.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member switch
        {
            INamedTypeSymbol type when !IsOffered(type) => [],
            INamedTypeSymbol type => TypesOf(type).Prepend(type),
            _ => TypesOf(member),
        });

    private static void Write(INamedTypeSymbol type, StringBuilder text)
    {
        text.Append(ModifiersOf(type)).Append(Text(type, TypeFormat));
        string bases = string.Join(", ", BasesOf(type).Select(b => Text(b, MemberFormat)));
        text.Append(bases.Length > 0 ? " : " : "").Append(bases).Append('\n');

        IEnumerable<string> members = type.TypeKind == TypeKind.Delegate
            ? [Text(type.DelegateInvokeMethod!, MemberFormat)]
            : type.GetMembers().Where(member => member is not INamedTypeSymbol && IsOffered(member)).Select(Line);
        foreach (string line in members.Order(StringComparer.Ordinal))
            text.Append("  ").Append(line).Append('\n');
    }

    /// <summary>The text of a symbol, with the names of imported namespaces left out.</summary>
    private static string Text(ISymbol symbol, SymbolDisplayFormat format)
    {
        var text = new StringBuilder();
        var qualifier = new StringBuilder();
        foreach (SymbolDisplayPart part in symbol.ToDisplayParts(format))
        {
            if (part.Kind == SymbolDisplayPartKind.NamespaceName || (qualifier.Length > 0 && part.ToString() == "."))
            {
                qualifier.Append(part);
                continue;
            }

            if (part.Symbol is not INamedTypeSymbol type || !Imported.Contains(type.ContainingNamespace.ToDisplayString()))
                text.Append(qualifier);
            qualifier.Clear();
            text.Append(part);
        }

        return text.ToString();
    }

    private static string ModifiersOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    private static string Line(ISymbol member)
    {
        string line = Text(member, MemberFormat);
        return member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } ? line + " required" : line;
    }

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        if (type.EnumUnderlyingType is { } underlying)
            return underlying.SpecialType == SpecialType.System_Int32 ? [] : [underlying];
        if (type.TypeKind == TypeKind.Delegate)
            return [];
        IEnumerable<INamedTypeSymbol> interfaces = type.Interfaces.Where(IsOffered).OrderBy(i => Text(i, MemberFormat), StringComparer.Ordinal);
        return type.BaseType is { SpecialType: SpecialType.None } ancestor ? interfaces.Prepend(ancestor) : interfaces;
    }

    /// <summary>
    /// Public, or protected in a type that can be derived from. What the compiler names for itself is left out: an extension shows as the
    /// static method that it compiles to, a property by itself and not by its accessors.
    /// </summary>
    private static bool IsOffered(ISymbol symbol) =>
        IsAccessible(symbol) && !symbol.Name.Contains('<', StringComparison.Ordinal) && symbol switch
        {
            IMethodSymbol method => method.AssociatedSymbol is null && method.MethodKind != MethodKind.StaticConstructor && !IsStructDefault(method),
            _ => symbol is not INamedTypeSymbol { ContainingType: { } outer } || IsOffered(outer),
        };

    private static bool IsAccessible(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Protected or Accessibility.ProtectedOrInternal => symbol.ContainingType is { IsSealed: false },
        _ => false,
    };

    private static bool IsStructDefault(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, Parameters.Length: 0, IsImplicitlyDeclared: true, ContainingType.IsValueType: true };
}
