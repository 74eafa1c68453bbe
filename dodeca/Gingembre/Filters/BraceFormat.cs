using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Puts values into a text at <c>{}</c>, <c>{0}</c>, <c>{name.attribute:>8}</c>, as the method <c>format</c> of Python's texts does.</summary>
internal static partial class BraceFormat
{
    private const int WidthMax = 1000;

    /// <summary>The text with the values; what is put into markup is escaped.</summary>
    /// <exception cref="TemplateException">It is no such text, or a value is missing.</exception>
    internal static Value Apply(Value format, IReadOnlyList<Value> positional, Func<string, Value?> named)
    {
        string text = format.AsString;
        var result = new StringBuilder(text.Length);
        int next = 0;
        int at = 0;
        foreach (Match place in Place().Matches(text))
        {
            result.Append(text, at, place.Index - at);
            at = place.Index + place.Length;
            if (place.Value is "{{" or "}}")
            {
                result.Append(place.Value[0]);
                continue;
            }

            if (!place.Groups["field"].Success)
                throw new TemplateException($"'{place.Value}' stands alone in the text that is formatted; write it twice to mean itself");
            string name = place.Groups["name"].Value;
            Value value = ValueOf(name.Length == 0 ? next++.ToString(CultureInfo.InvariantCulture) : name, positional, named);
            foreach (Capture part in place.Groups["part"].Captures)
            {
                string key = part.Value.TrimStart('.', '[').TrimEnd(']');
                value = AttributeAccess.GetPath(value, long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out long index) ? Value.Of(index) : Value.Of(key));
            }

            string shown = place.Groups["show"].Value == "!r" ? ValueText.Show(value) : Text(value, place);
            shown = Pad(shown, value, place);
            result.Append(format.IsSafe && !value.IsSafe ? HtmlText.Escape(shown) : shown);
        }

        result.Append(text, at, text.Length - at);
        return format.IsSafe ? Value.Safe(result.ToString()) : Value.Of(result.ToString());
    }

    private static Value ValueOf(string name, IReadOnlyList<Value> positional, Func<string, Value?> named)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return named(name) ?? throw new TemplateException($"format got no '{name}'");
        return index < positional.Count ? positional[index] : throw new TemplateException($"format got {positional.Count} values, and the text names one more");
    }

    private static string Text(Value value, Match place)
    {
        string kind = place.Groups["kind"].Value;
        int? precision = place.Groups["precision"] is { Success: true } given ? Math.Min(int.Parse(given.Value, CultureInfo.InvariantCulture), WidthMax) : null;
        if (kind is "" or "s")
        {
            if (value.IsNumber && (precision is not null || place.Groups["group"].Success))
                kind = value.Kind == ValueKind.Integer ? "d" : "f";
            else
                return precision is { } length && ValueText.Print(value) is var whole && whole.Length > length ? whole[..length] : ValueText.Print(value);
        }

        if (value.Kind is not (ValueKind.Integer or ValueKind.Float or ValueKind.Boolean))
            throw new TemplateException($"format needs a number for '{place.Value}', not {Conversion.TypeName(value)}");
        if (value.Kind == ValueKind.Float && kind is "d" or "x" or "X" or "o" or "b")
            throw new TemplateException($"format needs a whole number for '{place.Value}', not {ValueText.Print(value)}");
        bool groups = place.Groups["group"].Success;
        string text = kind switch
        {
            "d" => value.AsInteger.ToString(groups ? "N0" : "D", CultureInfo.InvariantCulture),
            "%" => (value.AsFloat * 100).ToString("F" + (precision ?? 6), CultureInfo.InvariantCulture) + "%",
            "e" => value.AsFloat.ToString("0." + new string('0', precision ?? 6) + "e+00", CultureInfo.InvariantCulture),
            "g" => value.AsFloat.ToString("G" + (precision ?? 6), CultureInfo.InvariantCulture),
            "x" => value.AsInteger.ToString("x", CultureInfo.InvariantCulture),
            "X" => value.AsInteger.ToString("X", CultureInfo.InvariantCulture),
            "o" => Convert.ToString(value.AsInteger, 8),
            "b" => Convert.ToString(value.AsInteger, 2),
            _ => value.AsFloat.ToString((groups ? "N" : "F") + (precision ?? 6), CultureInfo.InvariantCulture),
        };
        return place.Groups["sign"].Value is "+" or " " && text[0] != '-' ? place.Groups["sign"].Value + text : text;
    }

    private static string Pad(string text, Value value, Match place)
    {
        if (place.Groups["width"] is not { Success: true } given)
            return text;
        int missing = Math.Min(int.Parse(given.Value, CultureInfo.InvariantCulture), WidthMax) - text.Length;
        if (missing <= 0)
            return text;
        bool zeros = place.Groups["zero"].Success;
        char fill = place.Groups["fill"] is { Success: true, Value: [var one] } ? one : zeros ? '0' : ' ';
        string align = place.Groups["align"] is { Success: true } side ? side.Value : zeros ? "=" : value.IsNumber ? ">" : "<";
        int before = align switch { "<" => 0, "^" => missing / 2, _ => missing };
        int sign = align == "=" && text[0] is '-' or '+' ? 1 : 0;
        return text[..sign] + new string(fill, before) + text[sign..] + new string(fill, missing - before);
    }

    [GeneratedRegex(
        @"\{\{|\}\}|(?<field>\{(?<name>[^{}!:.\[]*)(?<part>\.[^{}!:.\[]+|\[[^\]]+\])*(?<show>![rs])?(:((?<fill>[^{}])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>[0-9]+)?(?<group>,)?(\.(?<precision>[0-9]+))?(?<kind>[sdfegxXob%])?)?\})|[{}]",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place();
}
