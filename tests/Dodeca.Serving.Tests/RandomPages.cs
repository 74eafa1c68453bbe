using System.Globalization;
using System.Text;

namespace Dodeca.Serving.Tests;

/// <summary>Pages, each made of the one before by random edits.</summary>
internal sealed class RandomPages
{
    private static readonly string[] Names = ["p", "div", "section", "ul", "table", "em", "svg", "pre", "span", "h2", "input", "details"];
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta", "&lt;b&gt;", "é", "&amp;", "  two  ", "\n", "x"];

    private readonly Random _random;
    private readonly List<Part> _parts = [];
    private int _last;

    internal RandomPages(int seed)
    {
        _random = new Random(seed);
        for (int i = 0; i < 12; i++)
            _parts.Add(Make(3));
    }

    internal string Next()
    {
        for (int edits = _random.Next(1, 6); edits > 0; edits--)
            Edit(_parts, 0);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{(_random.Next(4) == 0 ? "en" : "fr")}\"><head><title>{++_last}</title></head><body>\n");
        _parts.ForEach(part => part.Write(html));
        return html.Append("\n</body></html>").ToString();
    }

    private void Edit(List<Part> parts, int depth)
    {
        if (parts.Count > 0 && depth < 4 && _random.Next(3) > 0)
        {
            Part inside = parts[_random.Next(parts.Count)];
            if (inside.Name is not ("#text" or "input"))
            {
                Edit(inside.Parts, depth + 1);
                return;
            }
        }

        int at = parts.Count == 0 ? 0 : _random.Next(parts.Count);
        switch (_random.Next(6))
        {
            case 0 when parts.Count > 0:
                parts.RemoveAt(at);
                break;
            case 1 when parts.Count > 1:
                Part moved = parts[at];
                parts.RemoveAt(at);
                parts.Insert(_random.Next(parts.Count + 1), moved);
                break;
            case 2 when parts.Count > 0:
                parts[at].Attributes = Attributes();
                break;
            case 3 when parts.Count > 0 && parts[at].Name == "#text":
                parts[at].Text = Text();
                break;
            case 4 when parts.Count > 2:
                parts.Reverse();
                break;
            default:
                parts.Insert(at, Make(2));
                break;
        }
    }

    private Part Make(int depth)
    {
        if (depth == 0 || _random.Next(3) == 0)
            return new Part("#text", Text(), "", []);
        string name = Names[_random.Next(Names.Length)];
        List<Part> parts = [];
        for (int i = _random.Next(4); i > 0; i--)
            parts.Add(Make(depth - 1));
        return new Part(name, "", Attributes(), parts);
    }

    private string Text() => string.Join(' ', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Words[_random.Next(Words.Length)]));

    private string Attributes() => _random.Next(4) switch
    {
        0 => "",
        1 => string.Create(CultureInfo.InvariantCulture, $" class=\"c{_random.Next(3)}\""),
        2 => string.Create(CultureInfo.InvariantCulture, $" id=\"n{++_last}\" data-x=\"a &quot;b&quot;\""),
        _ => " hidden",
    };

    private sealed class Part(string name, string text, string attributes, List<Part> parts)
    {
        internal string Name => name;

        internal string Text { get; set; } = text;

        internal string Attributes { get; set; } = attributes;

        internal List<Part> Parts => parts;

        internal void Write(StringBuilder html)
        {
            switch (name)
            {
                case "#text":
                    html.Append(Text);
                    return;
                case "input":
                    html.Append(CultureInfo.InvariantCulture, $"<input{Attributes}>");
                    return;
                case "svg":
                    html.Append(CultureInfo.InvariantCulture, $"<svg{Attributes}><g>");
                    for (int i = 0; i < parts.Count; i++)
                        html.Append(CultureInfo.InvariantCulture, $"<circle r=\"{i + parts[i].Text.Length}\"/>");
                    html.Append("</g></svg>");
                    return;
                case "table":
                    html.Append(CultureInfo.InvariantCulture, $"<table{Attributes}><tbody>");
                    foreach (Part part in parts)
                    {
                        html.Append("<tr><td>");
                        part.Write(html);
                        html.Append("</td></tr>");
                    }

                    html.Append("</tbody></table>");
                    return;
                case "p" or "h2" or "em" or "span" or "pre":
                    // Phrases have phrases in them; what else is put there would be moved by who reads it.
                    html.Append(CultureInfo.InvariantCulture, $"<{name}{Attributes}>");
                    foreach (Part part in parts)
                        html.Append(part.Name == "#text" ? part.Text : $"<i{part.Attributes}>{part.Text}</i>");
                    html.Append(CultureInfo.InvariantCulture, $"</{name}>");
                    return;
                default:
                    html.Append(CultureInfo.InvariantCulture, $"<{name}{Attributes}>");
                    parts.ForEach(part => part.Write(html));
                    html.Append(CultureInfo.InvariantCulture, $"</{name}>");
                    return;
            }
        }
    }
}
