namespace Dodeca.Markdown.Highlighting;

/// <summary>HTML, XML, and templates between them.</summary>
internal sealed class MarkupLexer : ILexer
{
    private static readonly CodeLexer Expressions = new(new Language
    {
        Keywords = Language.Words("and as block break call continue do elif else endblock endcall endfilter endfor endif endmacro endraw endset endwith extends filter for from if ignore import in include is macro missing not or raw recursive set with"),
        Literals = Language.Words("true false none True False None"),
        Texts = [new("\"", "\""), new("'", "'")],
    });

    private static readonly CodeLexer Script = new(Languages.JavaScript);
    private static readonly StyleLexer Style = new();

    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        for (int at = start; at < end;)
        {
            if (TemplateEnd(code, at, end) is { } template)
            {
                ReadTemplate(code, at, template, writer);
                at = template;
            }
            else if (At(code, at, end, "<!--"))
            {
                int close = Find(code, "-->", at, end);
                writer.Mark(TokenKind.Comment, at, close);
                at = close;
            }
            else if (code[at] == '<' && at + 1 < end && (char.IsLetter(code[at + 1]) || code[at + 1] is '/' or '!' or '?'))
            {
                at = ReadTag(code, at, end, writer);
            }
            else
            {
                at++;
            }
        }
    }

    private static int ReadTag(string code, int at, int end, TokenWriter writer)
    {
        int name = at + 1;
        while (name < end && (char.IsLetterOrDigit(code[name]) || code[name] is '/' or '!' or '?' or '-' or ':' or '.'))
            name++;
        writer.Mark(TokenKind.Tag, at, name);
        string element = code[(at + 1)..name].ToLowerInvariant();
        int next = name;
        while (next < end && code[next] != '>')
        {
            if (TemplateEnd(code, next, end) is { } template)
            {
                ReadTemplate(code, next, template, writer);
                next = template;
            }
            else if (code[next] is '"' or '\'')
            {
                int close = code.IndexOf(code[next], next + 1, end - next - 1) is >= 0 and var quote ? quote + 1 : end;
                writer.Mark(TokenKind.String, next, close);
                next = close;
            }
            else if (char.IsLetter(code[next]) || code[next] is ':' or '@')
            {
                int attribute = next;
                while (next < end && (char.IsLetterOrDigit(code[next]) || code[next] is '-' or ':' or '@' or '.' or '_'))
                    next++;
                writer.Mark(TokenKind.Property, attribute, next);
            }
            else
            {
                next++;
            }
        }

        if (next >= end)
            return end;
        writer.Mark(TokenKind.Tag, next, next + 1);
        return element is "script" or "style" ? ReadRaw(code, next + 1, end, element, writer) : next + 1;
    }

    private static int ReadRaw(string code, int at, int end, string element, TokenWriter writer)
    {
        int close = code.IndexOf($"</{element}", at, end - at, StringComparison.OrdinalIgnoreCase);
        close = close < 0 ? end : close;
        if (element == "style")
            Style.Read(code, at, close, writer);
        else
            Script.Read(code, at, close, writer);
        return close;
    }

    private static void ReadTemplate(string code, int at, int end, TokenWriter writer)
    {
        if (code[at + 1] == '#')
        {
            writer.Mark(TokenKind.Comment, at, end);
            return;
        }

        writer.Mark(TokenKind.Meta, at, at + 2);
        Expressions.Read(code, at + 2, Math.Max(at + 2, end - 2), writer);
        writer.Mark(TokenKind.Meta, Math.Max(at + 2, end - 2), end);
    }

    private static int? TemplateEnd(string code, int at, int end)
    {
        if (code[at] != '{' || at + 1 >= end)
            return null;
        return code[at + 1] switch
        {
            '{' => Find(code, "}}", at + 2, end),
            '%' => Find(code, "%}", at + 2, end),
            '#' => Find(code, "#}", at + 2, end),
            _ => null,
        };
    }

    private static int Find(string code, string sign, int at, int end) => code.IndexOf(sign, at, end - at, StringComparison.Ordinal) is >= 0 and var found ? found + sign.Length : end;

    private static bool At(string code, int at, int end, string sign) => at + sign.Length <= end && string.CompareOrdinal(code, at, sign, 0, sign.Length) == 0;
}
