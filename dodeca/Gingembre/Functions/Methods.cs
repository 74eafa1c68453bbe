using Gingembre.Filters;

namespace Gingembre;

/// <summary>What values can be asked to do as Python's can: <c>name.upper()</c>, <c>map.items()</c>.</summary>
internal static class Methods
{
    /// <summary>The method of a name; null where values of this kind have none.</summary>
    internal static Func<Value, CallArguments, Value>? Find(Value value, string name) => value.Kind switch
    {
        ValueKind.String => OfText(name),
        ValueKind.Map => OfMap(name),
        ValueKind.Sequence => OfSequence(name),
        _ => null,
    };

    /// <summary>The entries of a map, as pairs.</summary>
    internal static IReadOnlyList<Value> ItemsOf(Value value)
    {
        if (value.Kind is ValueKind.Undefined or ValueKind.None)
            return [];
        if (value.Kind != ValueKind.Map)
            throw new TemplateException($"items cannot be applied to {Conversion.TypeName(value)}");
        return [.. value.AsMap.Keys.Zip(value.AsMap.Values, static (key, entry) => Value.Tuple(key, entry))];
    }

    private static Func<Value, CallArguments, Value>? OfText(string name) => name switch
    {
        "upper" => static (value, _) => Value.Of(value.AsString.ToUpperInvariant()),
        "lower" => static (value, _) => Value.Of(value.AsString.ToLowerInvariant()),
        "title" => static (value, _) => Value.Of(TextCase.Title(value.AsString)),
        "capitalize" => static (value, _) => Value.Of(TextCase.Capitalize(value.AsString)),
        "strip" => static (value, arguments) => Value.Of(value.AsString.Trim(Characters(arguments))),
        "lstrip" => static (value, arguments) => Value.Of(value.AsString.TrimStart(Characters(arguments))),
        "rstrip" => static (value, arguments) => Value.Of(value.AsString.TrimEnd(Characters(arguments))),
        "startswith" => static (value, arguments) => Value.Of(AnyOf(arguments.Require("prefix")).Any(prefix => value.AsString.StartsWith(prefix, StringComparison.Ordinal))),
        "endswith" => static (value, arguments) => Value.Of(AnyOf(arguments.Require("suffix")).Any(suffix => value.AsString.EndsWith(suffix, StringComparison.Ordinal))),
        "replace" => static (value, arguments) => Value.Of(value.AsString.Replace(ValueText.Print(arguments.Require("old")), ValueText.Print(arguments.Require("new")), StringComparison.Ordinal)),
        "split" => static (value, arguments) => Value.Of(
            StringFilters.Split(value.AsString, arguments.Take("sep") is { Kind: ValueKind.String } separator ? separator.AsString : null, arguments.TakeInteger("maxsplit", -1))),
        "splitlines" => static (value, _) => Value.Of((IReadOnlyList<Value>)[.. StringFilters.Lines(value.AsString).Select(Value.Of)]),
        "join" => static (value, arguments) => Value.Of(string.Join(value.AsString, Conversion.ToItems(arguments.Require("iterable"), "join").Select(ValueText.Print))),
        "format" => static (value, arguments) => BraceFormat.Apply(value, arguments.Positional, name => arguments.Named.TryGetValue(name, out Value named) ? named : null),
        "format_map" => static (value, arguments) => BraceFormat.Apply(value, [], FromMap(arguments.Require("mapping"))),
        "find" => static (value, arguments) => Value.Of((long)value.AsString.IndexOf(ValueText.Print(arguments.Require("sub")), StringComparison.Ordinal)),
        "count" => static (value, arguments) => Value.Of((long)value.AsString.Split(ValueText.Print(arguments.Require("sub"))).Length - 1),
        "isdigit" => static (value, _) => Value.Of(value.AsString.Length > 0 && value.AsString.All(char.IsDigit)),
        "isalpha" => static (value, _) => Value.Of(value.AsString.Length > 0 && value.AsString.All(char.IsLetter)),
        "isalnum" => static (value, _) => Value.Of(value.AsString.Length > 0 && value.AsString.All(char.IsLetterOrDigit)),
        "isspace" => static (value, _) => Value.Of(value.AsString.Length > 0 && value.AsString.All(char.IsWhiteSpace)),
        "isupper" => static (value, _) => Value.Of(value.AsString.Any(char.IsLetter) && !value.AsString.Any(char.IsLower)),
        "islower" => static (value, _) => Value.Of(value.AsString.Any(char.IsLetter) && !value.AsString.Any(char.IsUpper)),
        _ => null,
    };

    private static Func<Value, CallArguments, Value>? OfMap(string name) => name switch
    {
        "items" => static (value, _) => Value.Of(ItemsOf(value)),
        "keys" => static (value, _) => Value.Of(value.AsMap.Keys),
        "values" => static (value, _) => Value.Of(value.AsMap.Values),
        "get" => static (value, arguments) => value.AsMap.TryGet(arguments.Require("key"), out Value found) ? found : arguments.Take("default") ?? Value.None,
        _ => null,
    };

    private static Func<Value, CallArguments, Value>? OfSequence(string name) => name switch
    {
        "count" => static (value, arguments) => arguments.Require("value") is var wanted ? Value.Of((long)value.AsSequence.Count(item => item == wanted)) : default,
        "index" => static (value, arguments) => Value.Of(IndexOf(value.AsSequence, arguments.Require("value"))),
        _ => null,
    };

    private static Func<string, Value?> FromMap(Value map) => map.Kind == ValueKind.Map
        ? name => map.AsMap.TryGet(name, out Value value) ? value : null
        : throw new TemplateException($"format_map needs a map, not {Conversion.TypeName(map)}");

    private static long IndexOf(IReadOnlyList<Value> values, Value wanted)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] == wanted)
                return i;
        }

        throw new TemplateException($"{ValueText.Show(wanted)} is not in the sequence");
    }

    private static char[]? Characters(CallArguments arguments) => arguments.Take("chars") is { Kind: ValueKind.String } given ? given.AsString.ToCharArray() : null;

    private static IEnumerable<string> AnyOf(Value value) => value.Kind == ValueKind.Sequence ? value.AsSequence.Select(ValueText.Print) : [ValueText.Print(value)];
}
