using System.Globalization;
using System.Text;

namespace Cells.Images.Schemas.Json;

/// <summary>JSON as schemas are written: without white space, and with no more escapes than it demands.</summary>
internal static class JsonText
{
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2);
        AppendQuoted(json, text);
        return json.ToString();
    }

    public static string Write(JsonNode node)
    {
        var json = new StringBuilder();
        Append(json, node);
        return json.ToString();
    }

    private static void Append(StringBuilder json, JsonNode node)
    {
        switch (node.Kind)
        {
            case JsonKind.Null:
                json.Append("null");
                break;
            case JsonKind.False:
                json.Append("false");
                break;
            case JsonKind.True:
                json.Append("true");
                break;
            case JsonKind.Number:
                json.Append(node.Text);
                break;
            case JsonKind.String:
                AppendQuoted(json, node.Text);
                break;
            case JsonKind.Array:
                AppendItems(json, node.Items);
                break;
            default:
                AppendMembers(json, node.Members);
                break;
        }
    }

    private static void AppendItems(StringBuilder json, IReadOnlyList<JsonNode> items)
    {
        json.Append('[');
        for (int i = 0; i < items.Count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            Append(json, items[i]);
        }

        json.Append(']');
    }

    private static void AppendMembers(StringBuilder json, IReadOnlyList<JsonMember> members)
    {
        json.Append('{');
        for (int i = 0; i < members.Count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            AppendQuoted(json, members[i].Name);
            json.Append(':');
            Append(json, members[i].Value);
        }

        json.Append('}');
    }

    private static void AppendQuoted(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else if (c < ' ')
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else
                json.Append(c);
        }

        json.Append('"');
    }
}
