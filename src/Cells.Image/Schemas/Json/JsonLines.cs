using System.Text;

namespace Cells.Images.Schemas.Json;

/// <summary>JSON for files that people compare: what holds no list of objects stands on one line.</summary>
internal static class JsonLines
{
    private const string Indent = "  ";

    /// <summary>Writes a value, with a line break at its end.</summary>
    public static string Write(JsonNode node)
    {
        var json = new StringBuilder();
        Append(json, node, "");
        return json.Append('\n').ToString();
    }

    private static void Append(StringBuilder json, JsonNode node, string indent)
    {
        if (!HasLines(node))
        {
            json.Append(node);
            return;
        }

        string inner = indent + Indent;
        bool isArray = node.Kind == JsonKind.Array;
        json.Append(isArray ? '[' : '{');
        for (int i = 0; i < Math.Max(node.Items.Count, node.Members.Count); i++)
        {
            json.Append(i == 0 ? "\n" : ",\n").Append(inner);
            if (!isArray)
                json.Append(JsonText.Quote(node.Members[i].Name)).Append(": ");
            Append(json, isArray ? node.Items[i] : node.Members[i].Value, inner);
        }

        json.Append('\n').Append(indent).Append(isArray ? ']' : '}');
    }

    private static bool HasLines(JsonNode node) => node.Kind switch
    {
        JsonKind.Array => node.Items.Any(static item => item.Kind == JsonKind.Object),
        JsonKind.Object => node.Members.Any(static member => HasLines(member.Value)),
        _ => false,
    };
}
