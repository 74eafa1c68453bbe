using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cells.Samples.Golden;

namespace Cells.Image.Tests.Golden;

/// <summary>The part of the golden contract's schema that describes one message, laid out for readers.</summary>
internal static class GoldenSchema
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Lists = ["methods", "types", "members", "values", "union"];
    private static readonly string[] Uses = ["message", "enum", "union", "fixed"];

    public static string Of(string message)
    {
        JsonObject schema = JsonNode.Parse(GoldenClient.Contract.SchemaJson)!.AsObject();
        RemoveDocumentation(schema);
        Dictionary<string, JsonNode> types = schema["types"]!.AsArray().ToDictionary(static type => Text(type!["name"]), static type => type!);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Reach(message, types, reached);
        Keep(schema["types"]!.AsArray(), type => reached.Contains(Text(type["name"])));
        Keep(schema["methods"]!.AsArray(), method => Text(method["request"]) == message);

        var text = new StringBuilder();
        Append(text, schema, 0);
        return text.Append('\n').ToString();
    }

    private static void Reach(string name, Dictionary<string, JsonNode> types, HashSet<string> reached)
    {
        if (reached.Add(name))
            ReachWithin(types[name], types, reached);
    }

    private static void ReachWithin(JsonNode? node, Dictionary<string, JsonNode> types, HashSet<string> reached)
    {
        foreach (JsonNode? item in node as JsonArray ?? [])
            ReachWithin(item, types, reached);
        foreach (KeyValuePair<string, JsonNode?> member in node as JsonObject ?? [])
        {
            if (Uses.Contains(member.Key) && member.Value is JsonValue && types.ContainsKey(Text(member.Value)))
                Reach(Text(member.Value), types, reached);
            ReachWithin(member.Value, types, reached);
        }
    }

    private static void Keep(JsonArray items, Func<JsonNode, bool> isKept)
    {
        for (int i = items.Count - 1; i >= 0; i--)
        {
            if (!isKept(items[i]!))
                items.RemoveAt(i);
        }
    }

    private static void RemoveDocumentation(JsonNode? node)
    {
        foreach (JsonNode? item in node as JsonArray ?? [])
            RemoveDocumentation(item);
        if (node is not JsonObject members)
            return;
        members.Remove("doc");
        foreach (KeyValuePair<string, JsonNode?> member in members)
            RemoveDocumentation(member.Value);
    }

    /// <summary>The schema's own form, but with a line for each type, member, and value.</summary>
    private static void Append(StringBuilder text, JsonObject members, int depth)
    {
        text.Append('{');
        string separator = "";
        foreach ((string name, JsonNode? value) in members)
        {
            text.Append(separator).Append('"').Append(name).Append("\":");
            separator = depth == 0 ? ",\n " : ",";
            if (Lists.Contains(name) && value is JsonArray items)
                Append(text, items, depth + 1);
            else
                text.Append(value?.ToJsonString(Plain) ?? "null");
        }

        text.Append('}');
    }

    private static void Append(StringBuilder text, JsonArray items, int depth)
    {
        text.Append('[');
        string separator = "";
        foreach (JsonNode? item in items)
        {
            text.Append(separator).Append('\n').Append(' ', depth + 1);
            separator = ",";
            Append(text, item!.AsObject(), depth + 1);
        }

        text.Append(']');
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
