using System.Text;

namespace Dodeca.Markdown.Highlighting;

/// <summary>Writes code with its parts marked.</summary>
/// <param name="code">The code.</param>
internal sealed class TokenWriter(string code)
{
    private readonly StringBuilder _html = new(code.Length * 2);
    private int _written;

    /// <summary>Marks a part; what stands between it and the one before is plain.</summary>
    internal void Mark(TokenKind kind, int start, int end)
    {
        if (kind == TokenKind.Plain || end <= start)
            return;
        HtmlText.Append(_html, code.AsSpan(_written, start - _written));
        _html.Append("<span class=\"").Append(Themes.ClassOf(kind)).Append("\">");
        HtmlText.Append(_html, code.AsSpan(start, end - start));
        _html.Append("</span>");
        _written = end;
    }

    /// <summary>All of it.</summary>
    internal string Finish()
    {
        HtmlText.Append(_html, code.AsSpan(_written));
        return _html.ToString();
    }
}
