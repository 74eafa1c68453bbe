using System.Net;
using Cells;
using Dodeca.Host;

namespace Dodeca.Html;

/// <summary>Finishes pages: one reading, one question to the host, one writing. What is not to be changed stays as it was written, to the byte.</summary>
internal sealed class HtmlProcessor : IHtml
{
    private const string CopyButton =
        "<button type=\"button\" class=\"copy-code\" onclick=\"navigator.clipboard.writeText(this.parentElement.querySelector('code').textContent)\">Copy</button>";

    /// <inheritdoc/>
    public async ValueTask<ProcessedHtml> ProcessAsync(HtmlPage page, CallContext context = default)
    {
        PageOutline outline = await Task.Run(() => PageReader.Read(page.Html), context.Cancellation);
        List<string> urls = [.. outline.Urls.Select(static place => place.Url).Distinct(StringComparer.Ordinal)];
        List<ResolvedUrl> resolved = urls.Count == 0
            ? []
            : await context.CreateClient<UrlHostClient>().ResolveUrlsAsync(page.Context, urls, context.Cancellation);
        return Finish(page, outline, urls.Zip(resolved).ToDictionary(StringComparer.Ordinal));
    }

    private static ProcessedHtml Finish(HtmlPage page, PageOutline outline, Dictionary<string, ResolvedUrl> resolved)
    {
        List<PageLink> links = [];
        List<DeadLink> dead = [];
        HashSet<int> marked = [];
        var edits = new PageEdits(page.Html);
        foreach (UrlPlace place in outline.Urls)
        {
            ResolvedUrl target = resolved[place.Url];
            place.Replace(target.Url);
            if (target.Problem is { } problem)
            {
                dead.Add(new DeadLink(place.Url, problem));
                if (marked.Add(place.NameEnd))
                    edits.Insert(place.NameEnd, $" data-dead=\"{WebUtility.HtmlEncode(problem)}\"");
            }
            else if (place.IsLink)
            {
                links.Add(new PageLink(place.Url, target.Url));
            }
        }

        foreach (PageAttribute attribute in outline.Urls.Select(static place => place.Attribute).Where(static attribute => attribute.IsChanged).Distinct())
            edits.Replace(attribute.Start, attribute.End, attribute.ToString());
        foreach (string head in page.Head)
            edits.Insert(outline.HeadEnd, head);
        foreach (int end in page.CodeButtons ? outline.CodeEnds : [])
            edits.Insert(end, CopyButton);
        return new ProcessedHtml(edits.Apply(), outline.Ids, links, dead);
    }
}
