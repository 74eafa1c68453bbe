using AngleSharp.Dom;
using AngleSharp.Html;
using Cells;
using Dodeca.Host;

namespace Dodeca.Html;

/// <summary>Finishes pages: one parse, one question to the host, one writing.</summary>
internal sealed class HtmlProcessor : IHtml
{
    /// <inheritdoc/>
    public async ValueTask<ProcessedHtml> ProcessAsync(HtmlPage page, CallContext context = default)
    {
        (IDocument document, List<UrlPlace> places) = await Task.Run(() => Read(page), context.Cancellation);
        using (document)
        {
            List<string> urls = [.. places.Select(static place => place.Url).Distinct(StringComparer.Ordinal)];
            List<ResolvedUrl> resolved = urls.Count == 0
                ? []
                : await context.CreateClient<UrlHostClient>().ResolveUrlsAsync(page.Context, urls, context.Cancellation);
            return await Task.Run(() => Finish(page, document, places, urls.Zip(resolved).ToDictionary(StringComparer.Ordinal)), context.Cancellation);
        }
    }

    private static (IDocument Document, List<UrlPlace> Places) Read(HtmlPage page)
    {
        IDocument document = PageParser.Parse(page.Html);
        return (document, UrlPlaces.Find(document));
    }

    private static ProcessedHtml Finish(HtmlPage page, IDocument document, List<UrlPlace> places, Dictionary<string, ResolvedUrl> resolved)
    {
        List<PageLink> links = [];
        List<DeadLink> dead = [];
        foreach (UrlPlace place in places)
        {
            ResolvedUrl target = resolved[place.Url];
            place.Replace(target.Url);
            if (target.Problem is { } problem)
            {
                dead.Add(new DeadLink(place.Url, problem));
                place.Element.SetAttribute("data-dead", problem);
            }
            else if (place.IsLink)
            {
                links.Add(new PageLink(place.Url, target.Url));
            }
        }

        foreach (string head in page.Head)
            document.Head?.Insert(AdjacentPosition.BeforeEnd, head);
        if (page.CodeButtons)
            AddCodeButtons(document);

        List<string> ids = [.. document.All.SelectMany(static element => Anchors(element)).Distinct(StringComparer.Ordinal)];
        using var writer = new StringWriter();
        document.ToHtml(writer, HtmlMarkupFormatter.Instance);
        return new ProcessedHtml(writer.ToString(), ids, links, dead);
    }

    private static void AddCodeButtons(IDocument document)
    {
        foreach (IElement block in document.QuerySelectorAll("pre > code").Select(static code => code.ParentElement!).ToArray())
        {
            IElement button = document.CreateElement("button");
            button.SetAttribute("type", "button");
            button.ClassName = "copy-code";
            button.TextContent = "Copy";
            button.SetAttribute("onclick", "navigator.clipboard.writeText(this.parentElement.querySelector('code').textContent)");
            block.AppendChild(button);
        }
    }

    private static IEnumerable<string> Anchors(IElement element)
    {
        if (element.Id is { Length: > 0 } id)
            yield return id;
        if (element.LocalName == "a" && element.GetAttribute("name") is { Length: > 0 } name)
            yield return name;
    }
}
