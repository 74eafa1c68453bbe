using System.Globalization;
using System.Text;

namespace Gingembre.Lexing;

/// <summary>Reads a text in quotes.</summary>
internal static class StringReader
{
    /// <summary>Reads one, and leaves <paramref name="at"/> behind it.</summary>
    /// <exception cref="TemplateException">It is not closed, or has an escape that means nothing.</exception>
    internal static Token Read(string template, string source, ref int at)
    {
        int start = at;
        char quote = source[at++];
        var text = new StringBuilder();
        while (true)
        {
            if (at >= source.Length)
                throw new TemplateException("the string is not closed", template, source, new Span(start, 1), $"it ends with {quote}");
            char next = source[at++];
            if (next == quote)
                return new Token(TokenKind.String, text.ToString(), new Span(start, at - start));
            if (next != '\\')
                text.Append(next);
            else if (at < source.Length)
                AppendEscape(text, template, source, ref at);
        }
    }

    private static void AppendEscape(StringBuilder text, string template, string source, ref int at)
    {
        char escape = source[at++];
        switch (escape)
        {
            case 'n':
                text.Append('\n');
                break;
            case 't':
                text.Append('\t');
                break;
            case 'r':
                text.Append('\r');
                break;
            case 'b':
                text.Append('\b');
                break;
            case 'f':
                text.Append('\f');
                break;
            case '0':
                text.Append('\0');
                break;
            case 'x':
                text.Append((char)Hex(template, source, ref at, digits: 2));
                break;
            case 'u':
                text.Append((char)Hex(template, source, ref at, digits: 4));
                break;
            case 'U':
                int rune = Hex(template, source, ref at, digits: 8);
                text.Append(Rune.IsValid(rune) ? new Rune(rune).ToString() : "\uFFFD");
                break;
            case '\n':
                break;
            case '\\' or '\'' or '"' or '/':
                text.Append(escape);
                break;
            default:
                // As in Python, what means nothing stands for itself.
                text.Append('\\').Append(escape);
                break;
        }
    }

    private static int Hex(string template, string source, ref int at, int digits)
    {
        int start = at;
        at += digits;
        return at <= source.Length && int.TryParse(source.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new TemplateException($"{digits} hexadecimal digits are expected", template, source, new Span(start, 1));
    }
}
