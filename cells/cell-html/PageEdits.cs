using System.Text;

namespace Dodeca.Html;

/// <summary>Changes of a page, made all at once.</summary>
internal sealed class PageEdits(string html)
{
    private readonly List<(int Start, int End, string Text)> _edits = [];

    /// <summary>Adds something.</summary>
    internal void Insert(int at, string text) => _edits.Add((at, at, text));

    /// <summary>Puts something in the place of something else.</summary>
    internal void Replace(int start, int end, string text) => _edits.Add((start, end, text));

    /// <summary>The page with all of them; what was added at one place stands in the order in which it was.</summary>
    internal string Apply()
    {
        if (_edits.Count == 0)
            return html;
        var changed = new StringBuilder(html.Length + _edits.Sum(static edit => edit.Text.Length));
        int at = 0;
        foreach ((int start, int end, string text) in _edits.OrderBy(static edit => edit.Start))
        {
            changed.Append(html, at, start - at).Append(text);
            at = end;
        }

        return changed.Append(html, at, html.Length - at).ToString();
    }
}
