namespace Dodeca.Markdown.Highlighting;

/// <summary>TOML, YAML and their like: a key and a value in a line.</summary>
/// <param name="separator">What stands between them.</param>
internal sealed class KeyValueLexer(char separator) : ILexer
{
    private static readonly CodeLexer Values = new(new Language
    {
        Literals = Language.Words("true false null yes no on off inf nan"),
        LineComments = ["#"],
        Texts = [new("\"\"\"", "\"\"\"", '\\', true), new("'''", "'''", null, true), new("\"", "\""), new("'", "'", null)],
        CallsAreFunctions = false,
    });

    /// <inheritdoc/>
    public void Read(string code, int start, int end, TokenWriter writer)
    {
        for (int at = start; at < end;)
        {
            int line = code.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end;
            int first = at;
            while (first < line && code[first] is ' ' or '\t' or '-')
                first++;
            if (first < line && code[first] == '[' && separator == '=')
            {
                writer.Mark(TokenKind.Tag, first, TableEnd(code, first, line));
                at = line + 1;
                continue;
            }

            int mark = first < line && code[first] != '#' ? SeparatorAt(code, first, line) : -1;
            if (mark > first)
                writer.Mark(TokenKind.Property, first, code.AsSpan(first, mark - first).TrimEnd().Length + first);

            // A text of several lines ends where it ends, not where its line does.
            int value = mark > first ? mark + 1 : first;
            int valueEnd = LongTextEnd(code, value, line, end);
            Values.Read(code, value, valueEnd, writer);
            at = valueEnd + 1;
        }
    }

    private int SeparatorAt(string code, int first, int line)
    {
        int mark = code.IndexOf(separator, first, line - first);
        bool isKey = mark >= 0 && (separator == '=' || mark + 1 == line || code[mark + 1] == ' ') && (code[first] is not ('"' or '\'') || code.IndexOf(code[first], first + 1, mark - first) > 0);
        return isKey ? mark : -1;
    }

    private static int TableEnd(string code, int first, int line)
    {
        int close = code.LastIndexOf(']', line - 1, line - first);
        return close < 0 ? line : close + 1;
    }

    private static int LongTextEnd(string code, int value, int line, int end)
    {
        foreach (string fence in (ReadOnlySpan<string>)["\"\"\"", "'''"])
        {
            int open = code.IndexOf(fence, value, line - value, StringComparison.Ordinal);
            if (open < 0)
                continue;
            int close = code.IndexOf(fence, open + fence.Length, end - open - fence.Length, StringComparison.Ordinal);
            int after = close < 0 ? end : close + fence.Length;
            return after <= line ? line : code.IndexOf('\n', after, end - after) is >= 0 and var newline ? newline : end;
        }

        return line;
    }
}
