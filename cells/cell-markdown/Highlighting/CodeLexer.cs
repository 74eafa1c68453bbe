namespace Dodeca.Markdown.Highlighting;

/// <summary>Finds the parts of languages that are written in words, texts and comments.</summary>
/// <param name="language">The language.</param>
internal sealed class CodeLexer(Language language) : ILexer
{
    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        bool beginsLine = true;
        for (int at = start; at < end;)
        {
            char current = code[at];
            if (current == '\n')
            {
                beginsLine = true;
                at++;
                continue;
            }

            if (char.IsWhiteSpace(current))
            {
                at++;
                continue;
            }

            (TokenKind kind, int next) = Next(code, at, end, beginsLine);
            writer.Mark(kind, at, next);
            at = next;
            beginsLine = false;
        }
    }

    private (TokenKind Kind, int End) Next(string code, int at, int end, bool beginsLine)
    {
        char current = code[at];
        if (TryComment(code, at, end) is { } comment)
            return (TokenKind.Comment, comment);
        if (beginsLine && current == language.DirectiveSign)
            return (TokenKind.Meta, LineEnd(code, at, end));
        if (language.MetaSign is { } meta && At(code, at, end, meta) && at + meta.Length < end && (char.IsLetter(code[at + meta.Length]) || code[at + meta.Length] == '!'))
            return (TokenKind.Meta, meta == "#[" ? Until(code, at, end, ']') : NameEnd(code, at + 1, end));
        if (current == language.VariableSign)
            return (TokenKind.Variable, VariableEnd(code, at, end));
        if (TryText(code, at, end) is { } text)
            return (language.TextsMayBeKeys && IsKey(code, text, end) ? TokenKind.Property : TokenKind.String, text);
        if (char.IsAsciiDigit(current))
            return (TokenKind.Number, NumberEnd(code, at, end));
        if (char.IsLetter(current) || current == '_' || (current == '$' && language.NameCharacters.Contains('$')))
            return Word(code, at, end);
        return (TokenKind.Plain, at + 1);
    }

    private (TokenKind Kind, int End) Word(string code, int at, int end)
    {
        int next = NameEnd(code, at, end);
        string word = code[at..next];
        bool isMember = at > 0 && code[at - 1] == '.';
        if (!isMember && language.Keywords.Contains(word))
            return (TokenKind.Keyword, next);
        if (language.Literals.Contains(word))
            return (TokenKind.Number, next);
        if (language.Types.Contains(word))
            return (TokenKind.Type, next);
        if (language.CallsAreFunctions && next < end && (code[next] == '(' || (code[next] == '!' && language.HasLifetimes)))
            return (TokenKind.Function, next);
        return (language.CapitalsAreTypes && char.IsUpper(word[0]) ? TokenKind.Type : TokenKind.Plain, next);
    }

    private int? TryComment(string code, int at, int end)
    {
        if (language.BlockComment is { } block && At(code, at, end, block.Begin))
        {
            int close = code.IndexOf(block.End, at + block.Begin.Length, end - at - block.Begin.Length, StringComparison.Ordinal);
            return close < 0 ? end : close + block.End.Length;
        }

        foreach (string sign in language.LineComments)
        {
            // '#' in a shell's word is no comment.
            if (At(code, at, end, sign) && (sign != "#" || at == 0 || char.IsWhiteSpace(code[at - 1])))
                return LineEnd(code, at, end);
        }

        return null;
    }

    private int? TryText(string code, int at, int end)
    {
        foreach (TextForm form in language.Texts)
        {
            if (!At(code, at, end, form.Begin))
                continue;
            if (form.Begin == "'" && language.HasLifetimes && !IsCharacter(code, at, end))
                return null;
            int next = at + form.Begin.Length;
            while (next < end && !At(code, next, end, form.End))
            {
                if (code[next] == '\n' && !form.SpansLines)
                    return next;
                next += code[next] == form.Escape ? 2 : 1;
            }

            return Math.Min(end, next + form.End.Length);
        }

        return null;
    }

    private int VariableEnd(string code, int at, int end)
    {
        if (at + 1 < end && code[at + 1] is '{' or '(')
            return Until(code, at, end, code[at + 1] == '{' ? '}' : ')');
        int next = at + 1;
        while (next < end && (char.IsLetterOrDigit(code[next]) || code[next] == '_'))
            next++;
        return next == at + 1 && next < end && !char.IsWhiteSpace(code[next]) ? next + 1 : next;
    }

    private int NameEnd(string code, int at, int end)
    {
        while (at < end && (char.IsLetterOrDigit(code[at]) || language.NameCharacters.Contains(code[at])))
            at++;
        return at;
    }

    private static bool IsCharacter(string code, int at, int end) => at + 2 < end && (code[at + 1] == '\\' || code[at + 2] == '\'');

    private static bool IsKey(string code, int at, int end)
    {
        while (at < end && code[at] is ' ' or '\t')
            at++;
        return at < end && code[at] == ':';
    }

    private static int NumberEnd(string code, int at, int end)
    {
        while (at < end && (char.IsAsciiLetterOrDigit(code[at]) || code[at] == '_' || (code[at] == '.' && at + 1 < end && char.IsAsciiDigit(code[at + 1]))))
            at++;
        return at;
    }

    private static int LineEnd(string code, int at, int end) => code.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end;

    private static int Until(string code, int at, int end, char last) => code.IndexOf(last, at, end - at) is >= 0 and var found ? found + 1 : end;

    private static bool At(string code, int at, int end, string sign) => at + sign.Length <= end && string.CompareOrdinal(code, at, sign, 0, sign.Length) == 0;
}
