using System.Globalization;
using System.Text;

namespace Gingembre;

/// <summary>Values as texts.</summary>
internal static class ValueText
{
    // Values that contain themselves cannot be made, and those that are nested deeply are not read by anyone.
    private const int DeepestShown = 64;

    /// <summary>As it is printed into the output.</summary>
    internal static string Print(Value value) => value.Kind switch
    {
        ValueKind.Undefined => "",
        ValueKind.String => value.AsString,
        _ => Show(value),
    };

    /// <summary>As it is shown within others, and to whoever looks for a mistake.</summary>
    internal static string Show(Value value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    internal static string Print(double number)
    {
        if (double.IsNaN(number))
            return "NaN";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            int exponent = int.Parse(text.AsSpan(e + 1), CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{text[..e]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        // As in Python, numbers of more than 16 digits have an exponent; here they have one only from 18 on.
        if (Math.Abs(number) >= 1e16)
        {
            string digits = text.TrimStart('-').TrimEnd('0');
            return $"{(number < 0 ? "-" : "")}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e+16";
        }

        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static void Append(StringBuilder text, Value value, int depth)
    {
        if (depth > DeepestShown)
        {
            text.Append("...");
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Undefined:
                text.Append("undefined");
                break;
            case ValueKind.None:
                text.Append("None");
                break;
            case ValueKind.Boolean:
                text.Append(value.AsBoolean ? "True" : "False");
                break;
            case ValueKind.Integer:
                text.Append(value.AsInteger.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Float:
                text.Append(Print(value.AsFloat));
                break;
            case ValueKind.String:
                AppendQuoted(text, value.AsString);
                break;
            case ValueKind.Sequence:
                AppendAll(text, value, depth);
                break;
            case ValueKind.Map:
                Append(text, value.AsMap, depth);
                break;
            default:
                if (value.AsObject.Data is { } data)
                    Append(text, data, depth);
                else if (value.AsObject.Items is { } items)
                    AppendAll(text, Value.Of(items), depth);
                else
                    text.Append(value.AsObject);
                break;
        }
    }

    private static void AppendAll(StringBuilder text, Value sequence, int depth)
    {
        IReadOnlyList<Value> values = sequence.AsSequence;
        text.Append(sequence.IsTuple ? '(' : '[');
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, values[i], depth + 1);
        }

        // A comma tells a tuple of one part from a value in parentheses.
        text.Append(!sequence.IsTuple ? "]" : values.Count == 1 ? ",)" : ")");
    }

    private static void Append(StringBuilder text, MapValue map, int depth)
    {
        text.Append('{');
        for (int i = 0; i < map.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, map.Keys[i], depth + 1);
            text.Append(": ");
            Append(text, map.Values[i], depth + 1);
        }

        text.Append('}');
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        char quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        foreach (char character in value)
        {
            switch (character)
            {
                case '\'' when quote == '\'':
                    text.Append("\\'");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }

        text.Append(quote);
    }
}
