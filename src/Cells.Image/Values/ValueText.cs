using System.Globalization;
using System.Text;

namespace Cells.Images.Values;

/// <summary>Writes values as JSON that gives the same values when it is read.</summary>
internal static class ValueText
{
    /// <summary>The key that marks bytes.</summary>
    public const string BytesKey = "$bytes";

    /// <summary>The key that marks a number that JSON cannot write.</summary>
    public const string DoubleKey = "$double";

    /// <summary>The key that marks an object whose only key begins with <c>$</c> itself.</summary>
    public const string ObjectKey = "$object";

    public static string Of(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>A finite number; one without a fraction keeps a mark that it is no integer.</summary>
    public static string Of(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static void Append(StringBuilder text, Value value)
    {
        switch (value.Case)
        {
            case ValueCase.Null:
                text.Append("null");
                break;
            case ValueCase.Boolean:
                text.Append(value.AsBoolean ? "true" : "false");
                break;
            case ValueCase.Integer:
                text.Append(value.AsInteger.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueCase.Double when double.IsFinite(value.AsDouble):
                text.Append(Of(value.AsDouble));
                break;
            case ValueCase.Double:
                AppendMarked(text, DoubleKey, value.AsDouble.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueCase.String:
                JsonString.Append(text, value.AsString);
                break;
            case ValueCase.Bytes:
                AppendMarked(text, BytesKey, Convert.ToBase64String(value.AsBytes.Span));
                break;
            case ValueCase.Array:
                AppendItems(text, value.Items);
                break;
            default:
                AppendObject(text, value.Members);
                break;
        }
    }

    private static void AppendMarked(StringBuilder text, string mark, string content) =>
        text.Append("{\"").Append(mark).Append("\":\"").Append(content).Append("\"}");

    private static void AppendItems(StringBuilder text, ReadOnlySpan<Value> items)
    {
        text.Append('[');
        for (int i = 0; i < items.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Append(text, items[i]);
        }

        text.Append(']');
    }

    private static void AppendObject(StringBuilder text, ReadOnlySpan<KeyValuePair<string, Value>> members)
    {
        bool looksMarked = members.Length == 1 && members[0].Key.StartsWith('$');
        text.Append(looksMarked ? $"{{\"{ObjectKey}\":{{" : "{");
        for (int i = 0; i < members.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            JsonString.Append(text, members[i].Key);
            text.Append(':');
            Append(text, members[i].Value);
        }

        text.Append(looksMarked ? "}}" : "}");
    }
}
