using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gingembre.Json;

/// <summary>Values as JSON, and JSON as values.</summary>
public static class JsonText
{
    private const int DepthMax = 256;

    /// <summary>A value as JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="indent">By how many blanks each level is indented; 0: all on one line.</param>
    /// <exception cref="TemplateException">It has no JSON, or is nested too deeply.</exception>
    public static string Of(Value value, int indent = 0)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = indent > 0, IndentSize = Math.Max(indent, 1), Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DepthMax };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            try
            {
                Write(writer, value);
            }
            catch (InvalidOperationException error)
            {
                throw new TemplateException($"the value cannot be written as JSON: {error.Message}");
            }
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
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

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Undefined or ValueKind.None:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case ValueKind.Integer:
                writer.WriteNumberValue(value.AsInteger);
                break;
            case ValueKind.Float when double.IsFinite(value.AsFloat):
                writer.WriteRawValue(ValueText.Print(value.AsFloat));
                break;
            case ValueKind.String:
                writer.WriteStringValue(value.AsString);
                break;
            case ValueKind.Map:
                writer.WriteStartObject();
                for (int i = 0; i < value.AsMap.Count; i++)
                {
                    writer.WritePropertyName(ValueText.Print(value.AsMap.Keys[i]));
                    Write(writer, value.AsMap.Values[i]);
                }

                writer.WriteEndObject();
                break;
            default:
                if (value.Kind == ValueKind.Float || !value.TryIterate(out IReadOnlyList<Value>? items))
                    throw new TemplateException($"{Conversion.TypeName(value)} cannot be written as JSON");
                writer.WriteStartArray();
                foreach (Value item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
        }
    }
}
