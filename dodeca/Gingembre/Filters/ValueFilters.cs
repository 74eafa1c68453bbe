using System.Buffers;
using Gingembre.Json;
using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Filters of any values.</summary>
internal static class ValueFilters
{
    private static readonly SearchValues<char> NoName = SearchValues.Create(" \t\r\n\f/>=");

    internal static void AddTo(FilterTable table)
    {
        table.Add("default", Default);
        table.Add("d", Default);
        table.Add("typeof", static value => Value.Of(value.Kind switch
        {
            ValueKind.Undefined or ValueKind.None => "none",
            ValueKind.Sequence => "list",
            ValueKind.Map => "dict",
            _ => Conversion.TypeName(value),
        }));
        table.Add("tojson", ToJson);
        table.Add("pprint", static value => Value.Of(ValueText.Show(value)));
        table.Add("xmlattr", XmlAttributes);
    }

    private static Value Default(Value value, CallArguments arguments, CallScope scope)
    {
        Value otherwise = arguments.Take("value") ?? arguments.Take("default_value") ?? Value.Of("");
        bool forFalse = arguments.TakeBoolean("boolean", false);
        arguments.End();
        return value.IsUndefined || value.Kind == ValueKind.None || (forFalse && !value.IsTrue) ? otherwise : value;
    }

    private static Value ToJson(Value value, CallArguments arguments, CallScope scope)
    {
        int indent = arguments.Take("indent") switch
        {
            null => 0,
            { Kind: ValueKind.Boolean } on => on.AsBoolean ? 2 : 0,
            { } width => (int)Math.Clamp(Conversion.ToInteger(width, "'indent' of tojson"), 0, 16),
        };
        arguments.End();

        // It may stand in a script or an attribute.
        string json = JsonText.Of(value, indent).Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal).Replace("'", "\\u0027", StringComparison.Ordinal);
        return Value.Safe(json);
    }

    private static Value XmlAttributes(Value value, CallArguments arguments, CallScope scope)
    {
        bool autospace = arguments.TakeBoolean("autospace", true);
        arguments.End();
        if (value.Kind != ValueKind.Map)
            throw new TemplateException($"xmlattr cannot be applied to {Conversion.TypeName(value)}");
        List<string> attributes = [];
        for (int i = 0; i < value.AsMap.Count; i++)
        {
            string name = ValueText.Print(value.AsMap.Keys[i]);
            if (name.Length == 0 || name.AsSpan().ContainsAny(NoName))
                throw new TemplateException($"'{name}' is no name of an attribute");
            if (value.AsMap.Values[i] is var content && content.Kind is not (ValueKind.None or ValueKind.Undefined))
                attributes.Add($"{HtmlText.Escape(name)}=\"{HtmlText.Escape(ValueText.Print(content))}\"");
        }

        string text = (autospace && attributes.Count > 0 ? " " : "") + string.Join(' ', attributes);
        return scope.Escapes ? Value.Safe(text) : Value.Of(text);
    }
}
