using System.Text;

namespace Dodeca.Js;

/// <summary>A text in a script.</summary>
/// <param name="Start">Where it begins, behind its quote.</param>
/// <param name="End">Where it ends, before its quote.</param>
/// <param name="Value">What it says.</param>
internal sealed record TextLiteral(int Start, int End, string Value);

/// <summary>Finds the texts of a script that are written without escapes; comments, regular expressions and templates are passed over.</summary>
internal static class TextLiterals
{
    /// <summary>Behind these words a slash begins a regular expression.</summary>
    private static readonly string[] BeforeExpressions = ["return", "typeof", "case", "in", "of", "do", "else", "void", "delete", "throw", "new", "instanceof", "yield", "await"];

    internal static List<TextLiteral> Find(string js)
    {
        List<TextLiteral> found = [];
        int last = -1;
        for (int at = 0; at < js.Length;)
        {
            char current = js[at];
            if (char.IsWhiteSpace(current))
            {
                at++;
                continue;
            }

            int start = at;
            if (current == '/' && at + 1 < js.Length && js[at + 1] == '/')
            {
                at = js.IndexOf('\n', at) is >= 0 and var newline ? newline : js.Length;
                continue;
            }

            if (current == '/' && at + 1 < js.Length && js[at + 1] == '*')
            {
                at = js.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : js.Length;
                continue;
            }

            if (current is '"' or '\'')
            {
                at = TextEnd(js, at, found);
            }
            else if (current == '`')
            {
                at = TemplateEnd(js, at);
            }
            else
            {
                at = current == '/' && IsExpression(js, last) ? ExpressionEnd(js, at) : at + 1;
            }

            last = at - 1;
            if (at <= start)
                at = start + 1;
        }

        return found;
    }

    internal static string Replace(string js, List<TextLiteral> literals, Dictionary<string, string> replacements)
    {
        var result = new StringBuilder(js.Length + 64);
        int written = 0;
        foreach (TextLiteral literal in literals)
        {
            string replacement = replacements[literal.Value];
            if (replacement == literal.Value || replacement.AsSpan().ContainsAny("\"'\\\n"))
                continue;
            result.Append(js, written, literal.Start - written).Append(replacement);
            written = literal.End;
        }

        return result.Append(js, written, js.Length - written).ToString();
    }

    private static int TextEnd(string js, int at, List<TextLiteral> found)
    {
        int end = at + 1;
        bool isPlain = true;
        while (end < js.Length && js[end] != js[at] && js[end] != '\n')
        {
            isPlain &= js[end] != '\\';
            end += js[end] == '\\' ? 2 : 1;
        }

        if (isPlain && end < js.Length && js[end] == js[at])
            found.Add(new TextLiteral(at + 1, end, js[(at + 1)..end]));
        return Math.Min(js.Length, end + 1);
    }

    private static int TemplateEnd(string js, int at)
    {
        int depth = 0;
        for (at++; at < js.Length; at++)
        {
            if (js[at] == '\\')
                at++;
            else if (js[at] == '$' && at + 1 < js.Length && js[at + 1] == '{')
                depth++;
            else if (js[at] == '}' && depth > 0)
                depth--;
            else if (js[at] == '`' && depth == 0)
                return at + 1;
        }

        return js.Length;
    }

    private static int ExpressionEnd(string js, int at)
    {
        bool inClass = false;
        for (int end = at + 1; end < js.Length && js[end] != '\n'; end++)
        {
            if (js[end] == '\\')
                end++;
            else if (js[end] == '[')
                inClass = true;
            else if (js[end] == ']')
                inClass = false;
            else if (js[end] == '/' && !inClass)
                return end + 1;
        }

        return at + 1;
    }

    /// <summary>Whether a slash here begins a regular expression: what stands before it is no value.</summary>
    private static bool IsExpression(string js, int last)
    {
        if (last < 0)
            return true;
        if (!char.IsLetterOrDigit(js[last]) && js[last] is not ('_' or '$'))
            return js[last] is not (')' or ']' or '}' or '"' or '\'' or '`');
        int start = last;
        while (start > 0 && (char.IsLetterOrDigit(js[start - 1]) || js[start - 1] is '_' or '$'))
            start--;
        return BeforeExpressions.Contains(js[start..(last + 1)]);
    }
}
