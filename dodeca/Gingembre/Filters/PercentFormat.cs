using System.Globalization;
using System.Text.RegularExpressions;

namespace Gingembre.Filters;

/// <summary>Puts values into a text at <c>%s</c>, <c>%05.2f</c>, <c>%(name)d</c>.</summary>
internal static partial class PercentFormat
{
    private const int WidthMax = 1000;

    internal static string Apply(string format, CallArguments arguments)
    {
        int next = 0;
        return Place().Replace(format, match =>
        {
            string kind = match.Groups["kind"].Value;
            if (kind == "%")
                return "%";
            Value value;
            if (match.Groups["name"] is { Success: true } name)
                value = arguments.Named.TryGetValue(name.Value, out Value named) ? named : throw new TemplateException($"format got no '{name.Value}'");
            else
                value = next < arguments.Positional.Count ? arguments.Positional[next++] : throw new TemplateException("format got too few values");
            return Pad(Text(value, kind, match), match);
        });
    }

    private static string Text(Value value, string kind, Match match)
    {
        int? precision = match.Groups["precision"] is { Success: true } given ? Math.Min(int.Parse(given.Value, CultureInfo.InvariantCulture), WidthMax) : null;
        string text = kind switch
        {
            "d" or "i" or "u" => ((long)Number(value)).ToString(CultureInfo.InvariantCulture),
            "f" or "F" => Number(value).ToString("F" + (precision ?? 6), CultureInfo.InvariantCulture),
            "e" or "E" => Number(value).ToString("0." + new string('0', precision ?? 6) + (kind == "e" ? "e+00" : "E+00"), CultureInfo.InvariantCulture),
            "g" or "G" => Number(value).ToString("G" + (precision ?? 6), CultureInfo.InvariantCulture),
            "x" => ((long)Number(value)).ToString("x", CultureInfo.InvariantCulture),
            "X" => ((long)Number(value)).ToString("X", CultureInfo.InvariantCulture),
            "o" => Convert.ToString((long)Number(value), 8),
            "c" => value.Kind == ValueKind.Integer ? char.ConvertFromUtf32((int)value.AsInteger) : ValueText.Print(value),
            "r" or "a" => ValueText.Show(value),
            _ => precision is { } length && ValueText.Print(value) is var whole && whole.Length > length ? whole[..length] : ValueText.Print(value),
        };
        string flags = match.Groups["flags"].Value;
        bool isSigned = kind is not ("s" or "r" or "a" or "c") && text[0] != '-';
        return isSigned && flags.Contains('+', StringComparison.Ordinal) ? "+" + text : isSigned && flags.Contains(' ', StringComparison.Ordinal) ? " " + text : text;
    }

    private static string Pad(string text, Match match)
    {
        if (match.Groups["width"] is not { Success: true } given)
            return text;
        int width = Math.Min(int.Parse(given.Value, CultureInfo.InvariantCulture), WidthMax);
        string flags = match.Groups["flags"].Value;
        if (flags.Contains('-', StringComparison.Ordinal))
            return text.PadRight(width);
        if (!flags.Contains('0', StringComparison.Ordinal) || match.Groups["kind"].Value is "s" or "r" or "c")
            return text.PadLeft(width);
        int sign = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        return text[..sign] + text[sign..].PadLeft(width - sign, '0');
    }

    private static double Number(Value value) => value.Kind is ValueKind.Integer or ValueKind.Float or ValueKind.Boolean
        ? value.AsFloat
        : throw new TemplateException($"format needs a number, not {Conversion.TypeName(value)}");

    [GeneratedRegex(@"%(\((?<name>[^)]*)\))?(?<flags>[-+ 0#]*)(?<width>[0-9]+)?(\.(?<precision>[0-9]+))?(?<kind>[diufFeEgGxXocrsa%])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place();
}
