using Dodeca.Building;
using Dodeca.Configuration;
using Dodeca.Content;
using Dodeca.Hosting;
using Dodeca.Html;
using Dodeca.LinkCheck;
using Dodeca.Problems;

namespace Dodeca.Checking;

/// <summary>Checks the links of a site: those inside of it by building it, the others by asking.</summary>
public static class SiteCheck
{
    /// <summary>Checks a site. Nothing is written.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How it is built.</param>
    /// <param name="external">Whether links to other sites are asked for.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<LinkCheckReport> RunAsync(SiteConfiguration site, BuildOptions options, bool external, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(options);
        await using var cells = new SiteCells(options.Cells);
        Dictionary<string, List<TreeNode>> links = new(StringComparer.Ordinal);
        BuildResult build = await SiteBuilder.BuildAsync(site, options with { SharedCells = cells, Writes = false, Linked = (node, link) => Note(links, node, link) }, cancellation);
        if (!external || links.Count == 0)
            return new LinkCheckReport(build, 0, 0, []);

        options.Progress.Begin("asking", links.Count);
        List<Problem> dead = [];
        (int asked, int skipped) = (0, 0);
        var how = new LinkCheckOptions([.. site.SkipDomains], site.LinkDelayMs);
        List<string> urls = [.. links.Keys.Order(StringComparer.Ordinal)];
        await foreach (LinkResult result in cells.LinkCheck.StreamAsync(client => client.CheckAsync(urls, how, cancellation), cancellation))
        {
            options.Progress.Step();
            (asked, skipped) = result.Skipped ? (asked, skipped + 1) : (asked + 1, skipped);
            if (result.Problem is { } problem)
                dead.AddRange(links[result.Url].Select(node => new LinkLocator(site).Locate(node, new DeadLink(result.Url, problem))));
        }

        return new LinkCheckReport(build, asked, skipped, dead);
    }

    private static void Note(Dictionary<string, List<TreeNode>> links, TreeNode node, PageLink link)
    {
        string url = link.Target.Split('#', 2)[0];
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return;
        lock (links)
        {
            if (!links.TryGetValue(url, out List<TreeNode>? nodes))
                links.Add(url, nodes = []);
            if (!nodes.Contains(node))
                nodes.Add(node);
        }
    }
}
