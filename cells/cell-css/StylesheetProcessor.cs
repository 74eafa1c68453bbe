using Cells;
using Dodeca.Host;

namespace Dodeca.Css;

/// <summary>Rewrites and minifies stylesheets.</summary>
internal sealed class StylesheetProcessor : ICss
{
    /// <inheritdoc/>
    public async ValueTask<string> RewriteAndMinifyAsync(Stylesheet stylesheet, CallContext context = default)
    {
        List<UrlPlace> places = UrlPlaces.Find(stylesheet.Css);
        if (places.Count == 0)
            return await MinifyAsync(stylesheet, context.Cancellation);
        List<string> urls = [.. places.Select(static place => place.Url).Distinct(StringComparer.Ordinal)];
        List<ResolvedUrl> resolved = await context.CreateClient<UrlHostClient>().ResolveUrlsAsync(stylesheet.Context, urls, context.Cancellation);
        Dictionary<string, string> replacements = urls.Zip(resolved, static (url, target) => (url, target.Url)).ToDictionary(StringComparer.Ordinal);
        return await MinifyAsync(stylesheet with { Css = UrlPlaces.Replace(stylesheet.Css, places, replacements) }, context.Cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<string> MinifyAsync(Stylesheet stylesheet, CancellationToken cancellation = default) => await LightningCss.MinifyAsync(stylesheet.Path, stylesheet.Css, cancellation);
}
