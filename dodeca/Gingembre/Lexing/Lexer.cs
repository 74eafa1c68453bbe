using System.Text.RegularExpressions;

namespace Gingembre.Lexing;

/// <summary>Cuts a template into tokens. What whitespace control removes is gone from the text between tags.</summary>
internal sealed partial class Lexer
{
    private readonly string _name;
    private readonly string _source;
    private readonly TemplateOptions _options;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _trimsNext;
    private bool _trimsNewline;

    private Lexer(string name, string source, TemplateOptions options) => (_name, _source, _options) = (name, source, options);

    /// <summary>All tokens of a template, the last one being its end.</summary>
    /// <exception cref="TemplateException">Something in it is not closed, or no token.</exception>
    internal static List<Token> Tokenize(string name, string source, TemplateOptions options)
    {
        var lexer = new Lexer(name, source, options);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        string source = _source;
        while (_at < source.Length)
        {
            int tag = FindTag(_at);
            AddData(_at, tag < 0 ? source.Length : tag, tag);
            if (tag < 0)
                break;
            _at = tag;
            switch (source[tag + 1])
            {
                case '#':
                    SkipComment(tag);
                    break;
                case '{':
                    ReadTag(TokenKind.VariableBegin, TokenKind.VariableEnd, "}}");
                    break;
                default:
                    if (RawBegin().Match(source, tag) is { Success: true } raw && raw.Index == tag)
                        ReadRaw(raw);
                    else
                        ReadTag(TokenKind.BlockBegin, TokenKind.BlockEnd, "%}");
                    break;
            }
        }

        _tokens.Add(new Token(TokenKind.End, "", new Span(source.Length, 0)));
    }

    private int FindTag(int from)
    {
        for (int at = _source.IndexOf('{', from); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
                return at;
        }

        return -1;
    }

    /// <summary>Adds the text before a tag, without what this and the last tag remove of it.</summary>
    private void AddData(int start, int end, int tag)
    {
        if (_trimsNext)
        {
            while (start < end && char.IsWhiteSpace(_source[start]))
                start++;
        }
        else if (_trimsNewline && start < end && _source[start] is '\n' or '\r')
        {
            start += _source[start] == '\r' && start + 1 < end && _source[start + 1] == '\n' ? 2 : 1;
        }

        (_trimsNext, _trimsNewline) = (false, false);
        if (tag >= 0)
            end = EndBefore(start, end, tag);
        else if (!_options.KeepsTrailingNewline && end > start && _source[end - 1] == '\n')
            end -= end - 1 > start && _source[end - 2] == '\r' ? 2 : 1;
        AddText(start, end);
    }

    private void AddText(int start, int end)
    {
        if (end > start)
            _tokens.Add(new Token(TokenKind.Data, _source[start..end], new Span(start, end - start)));
    }

    private int EndBefore(int start, int end, int tag)
    {
        char mark = tag + 2 < _source.Length ? _source[tag + 2] : ' ';
        if (mark == '-')
        {
            while (end > start && char.IsWhiteSpace(_source[end - 1]))
                end--;
            return end;
        }

        if (mark == '+' || !_options.StripsBeforeBlocks || _source[tag + 1] == '{')
            return end;
        int line = end;
        while (line > start && _source[line - 1] is ' ' or '\t')
            line--;
        return line == 0 || _source[line - 1] == '\n' ? line : end;
    }

    private void SkipComment(int tag)
    {
        int end = _source.IndexOf("#}", tag + 2, StringComparison.Ordinal);
        if (end < 0)
            throw Error("the comment is not closed", new Span(tag, 2), "a comment ends with '#}'");
        EndTag(end > tag + 2 ? _source[end - 1] : ' ', isBlock: true);
        _at = end + 2;
    }

    private void EndTag(char mark, bool isBlock)
    {
        _trimsNext = mark == '-';
        _trimsNewline = isBlock && mark != '+' && _options.TrimsAfterBlocks;
    }

    private void ReadRaw(Match begin)
    {
        int start = begin.Index + begin.Length;
        Match end = RawEnd().Match(_source, start);
        if (!end.Success)
            throw Error("'raw' is not closed", new Span(begin.Index, begin.Length), "it ends with '{% endraw %}'");
        if (begin.Groups["end"].Value is "-")
        {
            while (start < end.Index && char.IsWhiteSpace(_source[start]))
                start++;
        }

        // The first line break within belongs to the text; only the one behind the end is the tag's.
        AddText(start, EndBefore(start, end.Index, end.Index));
        EndTag(end.Groups["end"].Value is [var mark] ? mark : ' ', isBlock: true);
        _at = end.Index + end.Length;
    }

    private void ReadTag(TokenKind begin, TokenKind end, string close)
    {
        int tag = _at;
        _tokens.Add(new Token(begin, _source.Substring(tag, 2), new Span(tag, 2)));
        _at += 2;
        if (_at < _source.Length && _source[_at] is '-' or '+')
            _at++;
        int braces = 0;
        while (true)
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
                _at++;
            if (_at >= _source.Length)
                throw Error("the tag is not closed", new Span(tag, 2), $"it ends with '{close}'");
            bool hasMark = _source[_at] is '-' or '+';
            int at = hasMark ? _at + 1 : _at;
            if (braces == 0 && string.CompareOrdinal(_source, at, close, 0, 2) == 0)
            {
                _tokens.Add(new Token(end, close, new Span(at, 2)));
                EndTag(hasMark ? _source[_at] : ' ', end == TokenKind.BlockEnd);
                _at = at + 2;
                return;
            }

            Token token = ReadToken();
            braces += token.IsSymbol("{") ? 1 : token.IsSymbol("}") ? -1 : 0;
            _tokens.Add(token);
        }
    }

    private Token ReadToken()
    {
        int start = _at;
        char first = _source[start];
        if (char.IsAsciiLetter(first) || first == '_' || (first > 127 && char.IsLetter(first)))
        {
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_'))
                _at++;
            return new Token(TokenKind.Name, _source[start.._at], new Span(start, _at - start));
        }

        if (char.IsAsciiDigit(first))
            return ReadNumber(start);
        if (first is '"' or '\'')
            return StringReader.Read(_name, _source, ref _at);
        string? symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(_source, start, candidate, 0, candidate.Length) == 0);
        if (symbol is null)
            throw Error($"'{first}' has no meaning here", new Span(start, 1), help: null);
        _at += symbol.Length;
        return new Token(TokenKind.Symbol, symbol, new Span(start, symbol.Length));
    }

    private Token ReadNumber(int start)
    {
        Match number = Number().Match(_source, start);
        _at += number.Length;
        bool isFloat = number.Groups["float"].Success;
        return new Token(isFloat ? TokenKind.Float : TokenKind.Integer, number.Value.Replace("_", "", StringComparison.Ordinal), new Span(start, number.Length));
    }

    private TemplateException Error(string reason, Span span, string? help) => new(reason, _name, _source, span, help);

    /// <summary>The longer ones first.</summary>
    private static readonly string[] Symbols =
        ["**", "//", "==", "!=", "<=", ">=", "::", "+", "-", "*", "/", "%", "~", "|", ".", ",", ":", "(", ")", "[", "]", "{", "}", "=", "<", ">", ";"];

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(?<end>[-+]?)%\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%(?<begin>[-+]?)\s*endraw\s*(?<end>[-+]?)%\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"\G(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9](_?[0-9])*(?<float>\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?|[eE][-+]?[0-9](_?[0-9])*)?)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Number();
}
