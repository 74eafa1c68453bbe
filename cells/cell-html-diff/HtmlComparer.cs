using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Dodeca.HtmlDiff;

/// <summary>Compares pages as browsers read them.</summary>
internal sealed class HtmlComparer : IHtmlDiff
{
    /// <inheritdoc/>
    public ValueTask<PagePatches> DiffAsync(string old, string next, CancellationToken cancellation = default) => new(Task.Run(() => Diff(old, next), cancellation));

    private static PagePatches Diff(string old, string next)
    {
        var parser = new HtmlParser();
        using IDocument shown = parser.ParseDocument(old);
        using IDocument wanted = parser.ParseDocument(next);
        return shown.Doctype?.ToString() == wanted.Doctype?.ToString() && new TreeDiff().TryCompare(shown.DocumentElement, wanted.DocumentElement) is { } patches
            ? new PagePatches(patches, NeedsReload: false)
            : new PagePatches([], NeedsReload: true);
    }
}
