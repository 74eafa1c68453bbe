using System.Buffers;
using System.Text;

namespace Gingembre;

/// <summary>Text as markup that shows it.</summary>
public static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>&\"'");

    /// <summary>Replaces what would be markup: <c>&lt; &gt; &amp; " '</c>.</summary>
    public static string Escape(string text)
    {
        int next = text.AsSpan().IndexOfAny(Special);
        if (next < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        int start = 0;
        while (next >= 0)
        {
            escaped.Append(text, start, next).Append(text[start + next] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                _ => "&#x27;",
            });
            start += next + 1;
            next = text.AsSpan(start).IndexOfAny(Special);
        }

        return escaped.Append(text, start, text.Length - start).ToString();
    }
}
