using Dodeca.Host;
using Dodeca.Hosting;

namespace Dodeca.Queries;

/// <summary>Tells pages, stylesheets and scripts where that is which they refer to.</summary>
internal sealed class UrlHostService(QueryContexts contexts) : IUrlHost
{
    /// <inheritdoc/>
    public ValueTask<List<ResolvedUrl>> ResolveUrlsAsync(ulong context, List<string> urls, CancellationToken cancellation = default) => Callback.AnswerAsync(async () =>
    {
        QueryContexts.Caller caller = contexts.Of(context);
        List<ResolvedUrl> resolved = new(urls.Count);
        foreach (string url in urls)
            resolved.Add(await caller.Site.Urls.ResolveAsync(caller.Query, caller.Url, url));
        return resolved;
    });
}
