using System.Text;
using Cells.Toml;
using Dodeca.Markdown.FrontMatters;

namespace Dodeca.Markdown.Highlighting;

/// <summary>The colours of code, as CSS variables: a site may set its own.</summary>
internal static class Themes
{
    private static readonly (TokenKind Kind, string Name)[] Names =
    [
        (TokenKind.Keyword, "keyword"), (TokenKind.Type, "type"), (TokenKind.Function, "function"), (TokenKind.String, "string"), (TokenKind.Number, "number"), (TokenKind.Comment, "comment"),
        (TokenKind.Variable, "variable"), (TokenKind.Property, "property"), (TokenKind.Tag, "tag"), (TokenKind.Meta, "meta"), (TokenKind.Inserted, "inserted"), (TokenKind.Deleted, "deleted"),
    ];

    /// <summary>The colours in the order of <see cref="Names"/>.</summary>
    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        ["github-light"] = ["#cf222e", "#953800", "#6639ba", "#0a3069", "#0550ae", "#59636e", "#953800", "#0550ae", "#116329", "#6639ba", "#116329", "#82071e"],
        ["github-dark"] = ["#ff7b72", "#ffa657", "#d2a8ff", "#a5d6ff", "#79c0ff", "#9198a1", "#ffa657", "#79c0ff", "#7ee787", "#d2a8ff", "#7ee787", "#ffa198"],
        ["tokyo-night"] = ["#bb9af7", "#2ac3de", "#7aa2f7", "#9ece6a", "#ff9e64", "#737aa2", "#c0caf5", "#73daca", "#f7768e", "#e0af68", "#9ece6a", "#f7768e"],
        ["one-dark"] = ["#c678dd", "#e5c07b", "#61afef", "#98c379", "#d19a66", "#7f848e", "#e06c75", "#d19a66", "#e06c75", "#56b6c2", "#98c379", "#e06c75"],
        ["solarized-light"] = ["#6c7a00", "#946f00", "#1f78b8", "#207f78", "#c3276f", "#6d7b7c", "#b54413", "#1f78b8", "#1f78b8", "#5c62b5", "#6c7a00", "#cb2b28"],
        ["solarized-dark"] = ["#859900", "#b58900", "#268bd2", "#2aa198", "#d33682", "#7b8f96", "#cb4b16", "#268bd2", "#268bd2", "#6c71c4", "#859900", "#dc322f"],
    };

    internal static string ClassOf(TokenKind kind) => kind switch
    {
        TokenKind.Keyword => "hl-k",
        TokenKind.Type => "hl-t",
        TokenKind.Function => "hl-f",
        TokenKind.String => "hl-s",
        TokenKind.Number => "hl-n",
        TokenKind.Comment => "hl-c",
        TokenKind.Variable => "hl-v",
        TokenKind.Property => "hl-p",
        TokenKind.Tag => "hl-g",
        TokenKind.Meta => "hl-m",
        TokenKind.Inserted => "hl-i",
        TokenKind.Deleted => "hl-d",
        _ => "",
    };

    internal static string Stylesheet(string light, string dark)
    {
        (string[] lightColors, string[] darkColors) = (Find("light", light), Find("dark", dark));
        var css = new StringBuilder();
        Variables(css, ":root", lightColors);
        css.Append("@media (prefers-color-scheme: dark) {\n");
        Variables(css, ":root", darkColors);
        css.Append("}\n");
        Variables(css, ":root[data-theme=\"light\"]", lightColors);
        Variables(css, ":root[data-theme=\"dark\"]", darkColors);
        foreach ((TokenKind kind, string name) in Names)
            css.Append('.').Append(ClassOf(kind)).Append(" { color: var(--hl-").Append(name).Append(kind == TokenKind.Comment ? "); font-style: italic; }\n" : "); }\n");
        return css.ToString();
    }

    private static void Variables(StringBuilder css, string selector, string[] colors)
    {
        css.Append(selector).Append(" {\n");
        for (int i = 0; i < Names.Length; i++)
            css.Append("  --hl-").Append(Names[i].Name).Append(": ").Append(colors[i]).Append(";\n");
        css.Append("}\n");
    }

    private static string[] Find(string key, string theme) => All.TryGetValue(theme, out string[]? colors)
        ? colors
        : throw DataReader.Fault("dodeca.toml", 0, 0, 0, $"'{key}' in [syntax_highlight]: there is no theme '{theme}'", NearestName.Find(theme, All.Keys) is { } nearest ? $"did you mean '{nearest}'?" : $"there are {string.Join(", ", All.Keys)}");
}
