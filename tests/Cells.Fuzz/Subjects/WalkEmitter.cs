using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cells.Fuzz.Subjects;

/// <summary>
/// Writes what the engine cannot reach by reflection: a walk through everything that each view and each owned message shows, found by the shape of
/// the types alone, so that new kinds of members are walked without a word about them here.
/// </summary>
internal sealed class WalkEmitter
{
    private const string MessageAttribute = "Cells.CellMessageAttribute";

    private readonly StringBuilder _code = new();
    // By name: tuples are the same type, however their items are called.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<ITypeSymbol> _pending = new();

    /// <summary>For each namespace a contract over every message in it, so that each has a schema.</summary>
    public static string Contracts(Compilation compilation)
    {
        var code = new StringBuilder("namespace Cells.Fuzz.Samples;\n");
        IEnumerable<INamedTypeSymbol> messages = Types(compilation.Assembly.GlobalNamespace)
            .Where(static type => type.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == MessageAttribute));
        foreach (IGrouping<string, INamedTypeSymbol> group in messages.GroupBy(Contract))
        {
            code.AppendLine($"[Cells.CellContract(\"{group.Key.ToLowerInvariant()}\")]").AppendLine($"internal interface I{group.Key}").AppendLine("{");
            foreach ((int index, INamedTypeSymbol message) in group.Index())
                code.AppendLine($"    ValueTask M{index}Async({Name(message)} message);");
            code.AppendLine("}");
        }

        return code.ToString();
    }

    /// <summary>The walks, and the list of probes that the engine asks for.</summary>
    public static string Emit(Compilation compilation)
    {
        var emitter = new WalkEmitter();
        emitter._code.AppendLine("namespace Cells.Fuzz.Samples;").AppendLine("internal static class Walks").AppendLine("{");
        var probes = new StringBuilder();
        foreach (INamedTypeSymbol message in Types(compilation.Assembly.GlobalNamespace).Where(static type => HasInterface(type, "IImageMessage")))
        {
            INamedTypeSymbol view = message.GetTypeMembers("View").Single();
            (string schema, string name) = Schema(message);
            emitter.Want(view);
            emitter.Want(message);
            probes.AppendLine($"        new Cells.Fuzz.Engine.Probe<{Name(message)}, {Name(view)}>(\"{name}\", {schema}.Descriptor.SchemaJson,")
                .AppendLine($"            static (image, walk) => Walks.Visit(new {Name(view)}(image), walk), static (value, walk) => Walks.Visit(value, walk)),");
        }

        while (emitter._pending.TryDequeue(out ITypeSymbol? type))
            emitter.EmitVisit(type);
        return emitter._code.AppendLine("}").Append($$"""
            public static class Probes
            {
                public static Cells.Fuzz.Engine.Probe[] All() =>
                [
            {{probes}}
                ];
            }
            """).ToString();
    }

    private void Want(ITypeSymbol type)
    {
        if (_seen.Add(Name(type)))
            _pending.Enqueue(type);
    }

    private void EmitVisit(ITypeSymbol type)
    {
        _code.AppendLine($"    public static void Visit({Name(type)} value, Cells.Fuzz.Engine.Walk walk)").AppendLine("    {");
        if (type.IsReferenceType)
            _code.AppendLine("        if (value is null) return;");
        _code.AppendLine("        if (!walk.Enter()) return;");
        if (PlainElement(type) is { } plain)
            _code.AppendLine($"        walk.SeePlain(System.Runtime.InteropServices.MemoryMarshal.AsBytes({Span(type, plain)}), value{Length(type)});");
        else if (Element(type) is { } element)
            EmitElements(type, element);
        else if (type is INamedTypeSymbol { Name: "ReadOnlyMemory" })
            _code.AppendLine($"        {Statement(Member(type, "Span").Type, "value.Span")}");
        else if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            EmitParts(tuple.TupleElements.Select(static (item, index) => (item.Type, $"Item{index + 1}")));
        else if (type is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments: [var key, var held] })
            EmitParts([(key, "Key"), (held, "Value")]);
        if (type is INamedTypeSymbol named && IsOurs(type))
            EmitContent(named);
        _code.AppendLine("        walk.Leave();").AppendLine("    }");
    }

    private void EmitParts(IEnumerable<(ITypeSymbol Type, string Name)> parts)
    {
        foreach ((ITypeSymbol type, string name) in parts)
            _code.AppendLine($"        {Statement(type, "value." + name)}");
    }

    private void EmitElements(ITypeSymbol type, ITypeSymbol element)
    {
        if (type is INamedTypeSymbol { Name: "ImmutableArray" })
            _code.AppendLine("        if (value.IsDefault) { walk.Leave(); return; }");
        _code.AppendLine("        foreach (var item in value)").AppendLine("        {").AppendLine("            if (!walk.Step()) break;");
        _code.AppendLine($"            {Statement(element, "item")}");
        if (type.IsRefLikeType && HasMethod(type, "TryGetValue", 2))
            _code.AppendLine("            _ = value.TryGetValue(item.Key, out _);");
        if (type.IsRefLikeType && HasMethod(type, "Contains", 1))
            _code.AppendLine("            _ = value.Contains(item);");
        _code.AppendLine("        }");
    }

    private void EmitContent(INamedTypeSymbol type)
    {
        if (type is { Name: "ValueView" or "Value", IsValueType: true })
            EmitDynamic(type);
        else if (HasInterface(type, "IUnionView"))
            EmitCaseViews(type);
        else if (type.IsAbstract)
            EmitCases(type);
        else
            EmitProperties(type);
    }

    /// <summary>The dynamic value has members for each of its cases, and refuses those of the others.</summary>
    private void EmitDynamic(INamedTypeSymbol type)
    {
        _code.AppendLine("        walk.SeeEnum(value.Case);").AppendLine("        switch (value.Case)").AppendLine("        {");
        foreach ((string kind, string member) in new[] { ("Boolean", "AsBoolean"), ("Integer", "AsInteger"), ("Double", "AsDouble"), ("String", "AsString"), ("Bytes", "AsBytes"), ("Array", "Items"), ("Object", "Members") })
            _code.AppendLine($"            case global::Cells.ValueCase.{kind}: {Statement(Member(type, member).Type, "value." + member)} break;");
        _code.AppendLine("        }");
    }

    /// <summary>The view of a union shows one of its cases.</summary>
    private void EmitCaseViews(INamedTypeSymbol type)
    {
        _code.AppendLine("        if (value.IsNull) { walk.Leave(); return; }").AppendLine("        walk.SeeEnum(value.Case);");
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(static method => method.Name.StartsWith("TryGet", StringComparison.Ordinal)))
            _code.AppendLine($"        if (value.{method.Name}(out var {method.Name})) {{ {Statement(method.Parameters[^1].Type, method.Name)} }}");
    }

    /// <summary>A value of a union is one of its cases.</summary>
    private void EmitCases(INamedTypeSymbol type)
    {
        _code.AppendLine("        switch (value)").AppendLine("        {");
        foreach (INamedTypeSymbol item in Types(type.ContainingAssembly.GlobalNamespace).Where(item => SymbolEqualityComparer.Default.Equals(item.BaseType, type)))
            _code.AppendLine($"            case {Name(item)} {item.Name}: {Statement(item, item.Name)} break;");
        _code.AppendLine("        }");
    }

    private void EmitProperties(INamedTypeSymbol type)
    {
        IPropertySymbol[] properties = [.. type.GetMembers().OfType<IPropertySymbol>().Where(static property =>
            property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null, IsIndexer: false })];
        foreach (IPropertySymbol property in properties)
        {
            string read = $"value.@{property.Name}";
            if (property.Name == "Count" && !IsMessage(type))
                _code.AppendLine($"        walk.SeeCount({read});");
            else if (property.Name == "IsNull" && !IsMessage(type))
                _code.AppendLine($"        _ = {read};");
            else if (property.Name.StartsWith("Has", StringComparison.Ordinal) && !IsMessage(type))
                _code.AppendLine($"        _ = {read};");
            else if (property.Name == "Bytes" && !IsMessage(type))
                _code.AppendLine($"        walk.Touch({read});");
            else if (IsMessage(type) && properties.Any(other => other.Name == "Has" + property.Name && other.Type.SpecialType == SpecialType.System_Boolean))
                _code.AppendLine($"        if (value.@Has{property.Name}) {{ {Statement(property.Type, read)} }} else {{ _ = {read}; }}");
            else
                _code.AppendLine($"        {Statement(property.Type, read)}");
        }

        if (type.IsRefLikeType && HasMethod(type, "ToString", 0))
            _code.AppendLine("        walk.See(value.ToString());");
        if (type.GetMembers().OfType<IPropertySymbol>().Any(static property => property is { IsIndexer: true, Parameters: [{ Type.SpecialType: SpecialType.System_Int32 }] }))
            _code.AppendLine("        if (value.Count > 0) _ = value[value.Count - 1];");
    }

    /// <summary>What looks at a value.</summary>
    private string Statement(ITypeSymbol type, string value)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var present] })
            return $"{{ var maybe = {value}; if (maybe.HasValue) {{ {Statement(present, "maybe.Value")} }} }}";
        if (type.TypeKind == TypeKind.Enum)
            return $"walk.SeeEnum({value});";
        if (IsLeaf(type))
            return $"walk.See({value});";
        Want(type);
        return $"Visit({value}, walk);";
    }

    private static bool IsLeaf(ITypeSymbol type) => type.SpecialType is not (SpecialType.None or SpecialType.System_Object)
        ? type.SpecialType is not (SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IReadOnlyCollection_T)
        : type.ContainingNamespace?.ToDisplayString() == "System" && type.Name is "Guid" or "Half" or "Int128" or "UInt128" or "TimeSpan" or "DateTimeOffset";

    /// <summary>The element of a span or array of values of which every bit pattern is valid.</summary>
    private static ITypeSymbol? PlainElement(ITypeSymbol type)
    {
        ITypeSymbol? element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments: [var one] } => one,
            _ => null,
        };
        return element is { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_Double and not SpecialType.System_Decimal }
            || element is { Name: "Half" or "Int128" or "UInt128" } ? element : null;
    }

    private static string Span(ITypeSymbol type, ITypeSymbol plain) => type is IArrayTypeSymbol ? $"new ReadOnlySpan<{Name(plain)}>(value)" : "value";

    private static string Length(ITypeSymbol type) => type is IArrayTypeSymbol or INamedTypeSymbol { Name: "ReadOnlySpan" } ? ".Length" : ".Count";

    /// <summary>What a loop over the type gives; null where there is no loop.</summary>
    private static ITypeSymbol? Element(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return array.ElementType;
        IEnumerable<ITypeSymbol> places = type.TypeKind == TypeKind.Interface ? [type, .. type.AllInterfaces] : [type];
        IMethodSymbol? loop = places.SelectMany(static place => place.GetMembers("GetEnumerator")).OfType<IMethodSymbol>()
            .FirstOrDefault(static method => method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Parameters.IsEmpty: true });
        return loop is null ? null : Member(loop.ReturnType, "Current").Type;
    }

    private static bool HasMethod(ITypeSymbol type, string name, int parameters) =>
        type.GetMembers(name).OfType<IMethodSymbol>().Any(method => method.DeclaredAccessibility == Accessibility.Public && method.Parameters.Length == parameters);

    private static IPropertySymbol Member(ITypeSymbol type, string name) => type.GetMembers(name).OfType<IPropertySymbol>().First();

    /// <summary>Types of which everything public is looked at; of the platform's, only elements.</summary>
    private static bool IsOurs(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString().StartsWith("Cells", StringComparison.Ordinal) == true;

    private static bool IsMessage(INamedTypeSymbol type) => HasInterface(type, "IImageMessage") || (HasInterface(type, "IImageView") && type.ContainingType is not null);

    private static bool HasInterface(INamedTypeSymbol type, string name) =>
        type.Interfaces.Any(implemented => implemented.Name == name && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));

    private static string Contract(INamedTypeSymbol message) => "Every" + message.ContainingNamespace.ToDisplayString().Replace(".", "", StringComparison.Ordinal);

    private static (string Contract, string Name) Schema(INamedTypeSymbol message)
    {
        const string Synthesized = "Messages";
        string name = message.Name;
        if (message.ContainingType is { IsStatic: true } container && container.Name.EndsWith(Synthesized, StringComparison.Ordinal))
            return ($"{Name(container)[..^Synthesized.Length]}Contract", name);
        for (INamedTypeSymbol? around = message.ContainingType; around is not null; around = around.ContainingType)
            name = $"{around.Name}.{name}";
        return ($"{Contract(message)}Contract", name);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol place) =>
        place.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member))
            .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal);

    private static string Name(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple));
}
