using System.Text;
using Cells;
using Dodeca.Host;

namespace Dodeca.Minify;

/// <summary>Makes pages small.</summary>
internal sealed class Minifier : IMinify
{
    /// <inheritdoc/>
    public async ValueTask<string> MinifyHtmlAsync(WholePage page, CallContext context = default)
    {
        SmallPage small = await Task.Run(() => PageReducer.Reduce(page.Html), context.Cancellation);
        if (small.Parts.Count == 0 || page.Context == 0)
            return small.Html;
        List<string> parts = await context.CreateClient<InlineHostClient>().MinifyInlineAsync(page.Context, [.. small.Parts.Select(static part => part.Part)], context.Cancellation);
        return WithParts(small, parts);
    }

    private static string WithParts(SmallPage small, List<string> parts)
    {
        var html = new StringBuilder(small.Html.Length);
        int at = 0;
        foreach (((int start, InlinePart part), string next) in small.Parts.Zip(parts))
        {
            html.Append(small.Html, at, start - at).Append(Ends(part, next) ? part.Text : next);
            at = start + part.Text.Length;
        }

        return html.Append(small.Html, at, small.Html.Length - at).ToString();
    }

    /// <summary>Whether a text that was made small would close the element that it stands in.</summary>
    private static bool Ends(InlinePart part, string text) =>
        text.Contains(part.IsScript ? "</script" : "</style", StringComparison.OrdinalIgnoreCase) || text.Contains("<!--", StringComparison.Ordinal);
}
