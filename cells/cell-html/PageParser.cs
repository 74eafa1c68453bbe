using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Dodeca.Html;

/// <summary>Reads pages, each thread with one parser: to make one takes as long as to read a small page.</summary>
internal static class PageParser
{
    [ThreadStatic]
    private static HtmlParser? _parser;

    internal static IDocument Parse(string html) => (_parser ??= new HtmlParser()).ParseDocument(html);
}
