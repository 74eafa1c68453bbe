using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;

namespace Dodeca.Minify;

/// <summary>Makes pages small.</summary>
internal sealed class Minifier : IMinify
{
    /// <inheritdoc/>
    public ValueTask<string> MinifyHtmlAsync(string html, CancellationToken cancellation = default) => new(Task.Run(() => Minify(html), cancellation));

    private static string Minify(string html)
    {
        using IDocument document = new HtmlParser().ParseDocument(html);
        using var writer = new StringWriter();
        document.ToHtml(writer, new MinifyMarkupFormatter { ShouldKeepAttributeQuotes = true, ShouldKeepEmptyAttributes = true, ShouldKeepImpliedEndTag = true, ShouldKeepStandardElements = true });
        return writer.ToString();
    }
}
