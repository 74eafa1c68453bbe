using System.Text;

namespace Dodeca.Markdown.Highlighting;

/// <summary>Text in markup.</summary>
internal static class HtmlText
{
    internal static string Escape(ReadOnlySpan<char> text)
    {
        var escaped = new StringBuilder(text.Length);
        Append(escaped, text);
        return escaped.ToString();
    }

    internal static void Append(StringBuilder destination, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny('<', '>', '&') is >= 0 and var at)
        {
            destination.Append(text[..at]).Append(text[at] switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
            text = text[(at + 1)..];
        }

        destination.Append(text);
    }
}
