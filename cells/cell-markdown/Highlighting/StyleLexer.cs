namespace Dodeca.Markdown.Highlighting;

/// <summary>CSS and SCSS.</summary>
internal sealed class StyleLexer : ILexer
{
    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        for (int at = start; at < end;)
        {
            (TokenKind kind, int next) = Next(code, at, end);
            writer.Mark(kind, at, next);
            at = next;
        }
    }

    private static (TokenKind Kind, int End) Next(string code, int at, int end)
    {
        char current = code[at];
        if (current == '/' && at + 1 < end && code[at + 1] == '*')
            return (TokenKind.Comment, code.IndexOf("*/", at + 2, end - at - 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : end);
        if (current == '/' && at + 1 < end && code[at + 1] == '/')
            return (TokenKind.Comment, code.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end);
        if (current is '"' or '\'')
            return (TokenKind.String, code.IndexOf(current, at + 1, end - at - 1) is >= 0 and var quote ? quote + 1 : end);
        if (current == '@')
            return (TokenKind.Keyword, NameEnd(code, at + 1, end));
        if (current == '$' || (current == '-' && at + 1 < end && code[at + 1] == '-'))
            return (TokenKind.Variable, NameEnd(code, at + 1, end));
        if (current == '#' && at + 1 < end && char.IsAsciiHexDigit(code[at + 1]) && IsValue(code, at))
            return (TokenKind.Number, NameEnd(code, at + 1, end));
        if (current is '.' or '#' or '&' && at + 1 < end && (char.IsLetter(code[at + 1]) || code[at + 1] is '-' or '_'))
            return (TokenKind.Tag, NameEnd(code, at + 1, end));
        if (char.IsAsciiDigit(current))
            return (TokenKind.Number, NumberEnd(code, at, end));
        if (char.IsLetter(current))
        {
            int next = NameEnd(code, at, end);
            if (next < end && code[next] == '(')
                return (TokenKind.Function, next);
            return (IsValue(code, at) ? TokenKind.Plain : IsDeclared(code, next, end) ? TokenKind.Property : TokenKind.Tag, next);
        }

        return (TokenKind.Plain, at + 1);
    }

    /// <summary>Whether what stands here is the value of a property: a colon comes before it, and nothing that begins anew.</summary>
    private static bool IsValue(string code, int at)
    {
        while (--at >= 0 && code[at] is not (';' or '{' or '}'))
        {
            if (code[at] == ':' && at + 1 < code.Length && code[at + 1] is ' ' or '\n')
                return true;
        }

        return false;
    }

    private static bool IsDeclared(string code, int at, int end)
    {
        while (at < end && code[at] == ' ')
            at++;
        return at < end && code[at] == ':' && (at + 1 >= end || code[at + 1] is ' ' or '\n');
    }

    private static int NameEnd(string code, int at, int end)
    {
        while (at < end && (char.IsLetterOrDigit(code[at]) || code[at] is '-' or '_'))
            at++;
        return at;
    }

    private static int NumberEnd(string code, int at, int end)
    {
        while (at < end && (char.IsLetterOrDigit(code[at]) || code[at] is '.' or '%'))
            at++;
        return at;
    }
}
