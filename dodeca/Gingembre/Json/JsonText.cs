using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gingembre.Json;

/// <summary>Values as JSON, and JSON as values.</summary>
public static class JsonText
{
    private const int DepthMax = 256;

    /// <summary>A value as JSON, with a blank behind each comma and colon.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">By how many blanks each level is indented; 0: all on one line.</param>
    /// <exception cref="TemplateException">It has no JSON, or is nested too deeply.</exception>
    public static string Of(Value value, int indent = 0)
    {
        var text = new StringBuilder();
        Write(text, value, indent, depth: 1);
        return text.ToString();
    }

    /// <summary>The value that a JSON text says.</summary>
    /// <exception cref="JsonException">It says none.</exception>
    public static Value Parse(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return Of(document.RootElement);
    }

    /// <summary>The value of a JSON element.</summary>
    public static Value Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new MapValue();
                foreach (JsonProperty property in element.EnumerateObject())
                    map.Set(property.Name, Of(property.Value));
                return Value.Of(map);
            case JsonValueKind.Array:
                return Value.Of((IReadOnlyList<Value>)[.. element.EnumerateArray().Select(Of)]);
            case JsonValueKind.String:
                return Value.Of(element.GetString());
            case JsonValueKind.Number:
                return element.TryGetInt64(out long integer) ? Value.Of(integer) : Value.Of(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.Of(element.ValueKind == JsonValueKind.True);
            default:
                return Value.None;
        }
    }

    private static void Write(StringBuilder text, Value value, int indent, int depth)
    {
        if (depth > DepthMax)
            throw new TemplateException($"the value cannot be written as JSON: it is nested more than {DepthMax} deep");
        switch (value.Kind)
        {
            case ValueKind.Undefined or ValueKind.None:
                text.Append("null");
                break;
            case ValueKind.Boolean:
                text.Append(value.AsBoolean ? "true" : "false");
                break;
            case ValueKind.Integer:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsInteger}");
                break;
            case ValueKind.Float when double.IsFinite(value.AsFloat):
                text.Append(ValueText.Print(value.AsFloat));
                break;
            case ValueKind.String:
                WriteString(text, value.AsString);
                break;
            case ValueKind.Map:
                WriteAll(text, '{', value.AsMap.Count, '}', indent, depth, i =>
                {
                    WriteString(text, KeyOf(value.AsMap.Keys[i]));
                    text.Append(": ");
                    Write(text, value.AsMap.Values[i], indent, depth + 1);
                });
                break;
            case ValueKind.Object when value.AsObject.Data is { } data:
                Write(text, data, indent, depth);
                break;
            default:
                if (value.Kind == ValueKind.Float || !value.TryIterate(out IReadOnlyList<Value>? items))
                    throw new TemplateException($"{Conversion.TypeName(value)} cannot be written as JSON");
                WriteAll(text, '[', items.Count, ']', indent, depth, i => Write(text, items[i], indent, depth + 1));
                break;
        }
    }

    private static void WriteAll(StringBuilder text, char open, int count, char close, int indent, int depth, Action<int> write)
    {
        text.Append(open);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(indent > 0 ? "," : ", ");
            Break(text, indent, depth);
            write(i);
        }

        if (count > 0)
            Break(text, indent, depth - 1);
        text.Append(close);
    }

    private static void Break(StringBuilder text, int indent, int depth)
    {
        if (indent > 0)
            text.Append('\n').Append(' ', indent * depth);
    }

    /// <summary>Keys of JSON are texts: those that are none are named as JSON has them.</summary>
    private static string KeyOf(Value key) => key.Kind switch
    {
        ValueKind.None or ValueKind.Undefined => "null",
        ValueKind.Boolean => key.AsBoolean ? "true" : "false",
        _ => ValueText.Print(key),
    };

    private static void WriteString(StringBuilder text, string value) =>
        text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)).Append('"');
}
