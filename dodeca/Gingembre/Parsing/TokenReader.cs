using Gingembre.Lexing;

namespace Gingembre.Parsing;

/// <summary>The tokens of a template, one after the other.</summary>
internal sealed class TokenReader(string name, string source, List<Token> tokens)
{
    private int _at;

    internal string Name => name;

    internal string Source => source;

    internal Token Current => tokens[_at];

    internal Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    internal Token Previous => tokens[Math.Max(_at - 1, 0)];

    internal Token Next()
    {
        Token token = Current;
        if (_at < tokens.Count - 1)
            _at++;
        return token;
    }

    internal bool TakeSymbol(string text)
    {
        if (!Current.IsSymbol(text))
            return false;
        _at++;
        return true;
    }

    internal bool TakeName(string text)
    {
        if (!Current.IsName(text))
            return false;
        _at++;
        return true;
    }

    internal Token ExpectSymbol(string text) => Current.IsSymbol(text) ? Next() : throw Unexpected($"'{text}'");

    internal Token ExpectName(string text) => Current.IsName(text) ? Next() : throw Unexpected($"'{text}'");

    internal Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    internal TemplateException Unexpected(string expected) => Error($"expected {expected}, found {Current.Description}", Current.Span);

    internal TemplateException Error(string reason, Span span, string? help = null) => new(reason, name, source, span, help);
}
