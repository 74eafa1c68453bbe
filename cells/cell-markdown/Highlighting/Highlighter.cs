namespace Dodeca.Markdown.Highlighting;

/// <summary>Marks the parts of code.</summary>
internal static class Highlighter
{
    /// <summary>Longer code is shown as it is.</summary>
    private const int MaxLength = 1 << 20;

    private static readonly Dictionary<string, ILexer> Lexers = ByName(
        ("csharp cs c#", new CodeLexer(Languages.CSharp)),
        ("rust rs", new CodeLexer(Languages.Rust)),
        ("typescript ts tsx javascript js jsx mjs", new CodeLexer(Languages.JavaScript)),
        ("python py", new CodeLexer(Languages.Python)),
        ("go golang", new CodeLexer(Languages.Go)),
        ("c cpp c++ h", new CodeLexer(Languages.C)),
        ("java", new CodeLexer(Languages.Java)),
        ("bash sh shell zsh", new CodeLexer(Languages.Shell)),
        ("console terminal", new ConsoleLexer()),
        ("sql", new CodeLexer(Languages.Sql)),
        ("json jsonc json5", new CodeLexer(Languages.Json)),
        ("toml ini", new KeyValueLexer('=')),
        ("yaml yml", new KeyValueLexer(':')),
        ("html xml svg jinja jinja2 csproj", new MarkupLexer()),
        ("css scss sass", new StyleLexer()),
        ("diff patch", new DiffLexer()));

    /// <summary>Code with its parts marked; null where its language is not known.</summary>
    internal static string? TryHighlight(string language, string code)
    {
        if (code.Length > MaxLength || !Lexers.TryGetValue(language, out ILexer? lexer))
            return null;
        var writer = new TokenWriter(code);
        lexer.Read(code, 0, code.Length, writer);
        return writer.Finish();
    }

    private static Dictionary<string, ILexer> ByName(params ReadOnlySpan<(string Names, ILexer Lexer)> all)
    {
        Dictionary<string, ILexer> lexers = new(StringComparer.Ordinal);
        foreach ((string names, ILexer lexer) in all)
        {
            foreach (string name in names.Split(' '))
                lexers.Add(name, lexer);
        }

        return lexers;
    }
}

/// <summary>Finds the parts of code.</summary>
internal interface ILexer
{
    /// <summary>Marks what stands from one place to another.</summary>
    void Read(string code, int start, int end, TokenWriter writer);
}
