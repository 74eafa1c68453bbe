using System.Text;
using System.Text.RegularExpressions;
using Gingembre.Rendering;

namespace Gingembre.Filters;

/// <summary>Filters of texts.</summary>
internal static partial class StringFilters
{
    internal static void AddTo(FilterTable table)
    {
        table.Add("upper", static value => Map(value, static text => text.ToUpperInvariant()));
        table.Add("lower", static value => Map(value, static text => text.ToLowerInvariant()));
        table.Add("capitalize", static value => Map(value, TextCase.Capitalize));
        table.Add("title", static value => Map(value, TextCase.Title));
        table.Add("trim", static (value, arguments, _) => Trim(value, arguments));
        table.Add("escape", static value => Escape(value));
        table.Add("e", static value => Escape(value));
        table.Add("forceescape", static value => Value.Safe(HtmlText.Escape(ValueText.Print(value))));
        table.Add("safe", static value => Value.Safe(ValueText.Print(value)));
        table.Add("string", static value => value.Kind == ValueKind.String ? value : Value.Of(ValueText.Print(value)));
        table.Add("striptags", static value => Value.Of(StripTags(ValueText.Print(value))));
        table.Add("replace", Replace);
        table.Add("split", Split);
        table.Add("lines", static value => Value.Of((IReadOnlyList<Value>)[.. Lines(ValueText.Print(value)).Select(Value.Of)]));
        table.Add("indent", Indent);
        table.Add("truncate", Truncate);
        table.Add("center", Center);
        table.Add("wordcount", static value => Value.Of((long)Word().Count(ValueText.Print(value))));
        table.Add("wordwrap", WordWrap);
        table.Add("format", static (value, arguments, _) => Value.Of(PercentFormat.Apply(ValueText.Print(value), arguments)));
        table.Add("urlencode", static value => UrlEncode(value));
        table.Add("slugify", static value => Value.Of(SlugText.Of(ValueText.Print(value))));
    }

    /// <summary>The lines of a text, without their ends.</summary>
    internal static string[] Lines(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.Length > 0 && lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    internal static Value Escape(Value value) => value.IsSafe ? value : Value.Safe(HtmlText.Escape(ValueText.Print(value)));

    private static Value Map(Value value, Func<string, string> change) => value.IsSafe ? Value.Safe(change(value.AsString)) : Value.Of(change(ValueText.Print(value)));

    private static Value Trim(Value value, CallArguments arguments)
    {
        string? characters = arguments.Take("chars") is { Kind: ValueKind.String } given ? given.AsString : null;
        arguments.End();
        return Map(value, text => characters is null ? text.Trim() : text.Trim(characters.ToCharArray()));
    }

    private static Value Replace(Value value, CallArguments arguments, CallScope scope)
    {
        string from = ValueText.Print(arguments.Require("old"));
        string to = ValueText.Print(arguments.Require("new"));
        long count = arguments.TakeInteger("count", -1);
        arguments.End();
        string text = ValueText.Print(value);
        if (from.Length == 0)
            return Value.Of(text);
        var replaced = new StringBuilder();
        int start = 0;
        for (int at; count != 0 && (at = text.IndexOf(from, start, StringComparison.Ordinal)) >= 0; count--)
        {
            replaced.Append(text, start, at - start).Append(to);
            start = at + from.Length;
        }

        return Value.Of(replaced.Append(text, start, text.Length - start).ToString());
    }

    private static Value Split(Value value, CallArguments arguments, CallScope scope)
    {
        Value? separator = arguments.Take("separator") ?? arguments.Take("pat");
        long most = arguments.TakeInteger("maxsplits", -1);
        arguments.End();
        return Value.Of(Split(ValueText.Print(value), separator is { Kind: not ValueKind.None } given ? ValueText.Print(given) : null, most));
    }

    /// <summary>The parts of a text between separators; between blanks of any length where there is none.</summary>
    internal static IReadOnlyList<Value> Split(string text, string? separator, long most)
    {
        int count = most < 0 ? int.MaxValue : (int)Math.Min(most + 1, int.MaxValue);
        if (!string.IsNullOrEmpty(separator))
            return [.. text.Split(separator, count).Select(Value.Of)];
        return [.. text.Split((char[]?)null, count, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Value.Of)];
    }

    private static Value Indent(Value value, CallArguments arguments, CallScope scope)
    {
        string indent = arguments.Take("width") switch
        {
            null => "    ",
            { Kind: ValueKind.String } text => text.AsString,
            { } width => new string(' ', (int)Math.Clamp(Conversion.ToInteger(width, "'width' of indent"), 0, 1000)),
        };
        bool first = arguments.TakeBoolean("first", false);
        bool blank = arguments.TakeBoolean("blank", false);
        arguments.End();
        return Map(value, text =>
        {
            string[] lines = text.Split('\n');
            for (int i = first ? 0 : 1; i < lines.Length; i++)
                lines[i] = i == 0 || lines[i].Length > 0 || blank ? indent + lines[i] : lines[i];
            return string.Join('\n', lines);
        });
    }

    private static Value Truncate(Value value, CallArguments arguments, CallScope scope)
    {
        int length = (int)Math.Clamp(arguments.TakeInteger("length", 255), 0, int.MaxValue);
        bool cutsWords = arguments.TakeBoolean("killwords", false);
        string end = arguments.TakeString("end", "...");
        int leeway = (int)Math.Clamp(arguments.TakeInteger("leeway", 5), 0, int.MaxValue / 2);
        arguments.End();
        string text = ValueText.Print(value);
        if (text.Length <= (long)length + leeway)
            return value;
        string kept = text[..Math.Max(0, Math.Min(text.Length, length - end.Length))];
        int blank = cutsWords ? -1 : kept.LastIndexOf(' ');
        return Value.Of((blank > 0 ? kept[..blank] : kept) + end);
    }

    private static Value Center(Value value, CallArguments arguments, CallScope scope)
    {
        int width = (int)Math.Clamp(arguments.TakeInteger("width", 80), 0, 10_000);
        arguments.End();
        return Map(value, text => text.Length >= width ? text : text.PadLeft(text.Length + ((width - text.Length) / 2)).PadRight(width));
    }

    private static Value WordWrap(Value value, CallArguments arguments, CallScope scope)
    {
        int width = (int)Math.Clamp(arguments.TakeInteger("width", 79), 1, 10_000);
        bool breaksLongWords = arguments.TakeBoolean("break_long_words", true);
        string newline = arguments.TakeString("wrapstring", "\n");
        arguments.End();
        List<string> lines = [];
        foreach (string line in ValueText.Print(value).Split('\n'))
            lines.AddRange(Wrap(line, width, breaksLongWords));
        return Value.Of(string.Join(newline, lines));
    }

    private static IEnumerable<string> Wrap(string line, int width, bool breaksLongWords)
    {
        string current = "";
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (current.Length > 0 && current.Length + 1 + rest.Length > width)
            {
                yield return current;
                current = "";
            }

            for (; breaksLongWords && rest.Length > width; rest = rest[width..])
                yield return rest[..width];
            current = current.Length == 0 ? rest : $"{current} {rest}";
        }

        yield return current;
    }

    private static Value UrlEncode(Value value) => value.Kind switch
    {
        ValueKind.Map => Value.Of(string.Join('&', value.AsMap.Keys.Zip(value.AsMap.Values).Where(static entry => entry.Second.Kind is not (ValueKind.None or ValueKind.Undefined))
            .Select(static entry => $"{Encode(entry.First)}={Encode(entry.Second)}"))),
        ValueKind.Sequence => Value.Of(string.Join('&', value.AsSequence.Select(static pair => string.Join('=', Conversion.ToItems(pair, "urlencode").Select(Encode))))),
        _ => Value.Of(Uri.EscapeDataString(ValueText.Print(value)).Replace("%2F", "/", StringComparison.Ordinal)),
    };

    /// <summary>A part of a query, in which a blank is a plus.</summary>
    private static string Encode(Value value) => Uri.EscapeDataString(ValueText.Print(value)).Replace("%20", "+", StringComparison.Ordinal);

    private static string StripTags(string html)
    {
        string text = Tag().Replace(Comment().Replace(html, ""), "");
        return Blanks().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
    }

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blanks();
}
