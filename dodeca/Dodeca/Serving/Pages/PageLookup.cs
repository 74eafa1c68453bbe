using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Problems;
using Dodeca.Queries;
using Dodeca.Sources;
using Picante;

namespace Dodeca.Serving.Pages;

/// <summary>Finds out what the pages of a site show at a moment: what a page depends on is computed for it, and nothing else is.</summary>
/// <param name="site">The site.</param>
internal sealed class PageLookup(LiveSite site)
{
    /// <summary>How the generation of a page begins that says what is wrong.</summary>
    internal const string FailedPrefix = "failed-";

    /// <summary>The generation of what is not there.</summary>
    private const string None = "none";

    /// <param name="snapshot">The moment.</param>
    /// <param name="route">The address, with <c>/</c> at both ends.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<PageState> FindAsync(Snapshot snapshot, string route, CancellationToken cancellation)
    {
        try
        {
            SiteTree tree = await snapshot.GetAsync(site.Queries.Content.Tree, "", cancellation);
            if (tree.Find(route) is not { } node)
                return new PageState.Missing(None, Cells.Toml.NearestName.Find(route, tree.Routes));
            LivePage page = await snapshot.GetAsync(site.Queries.Pages.Live, route, cancellation);
            return new PageState.Shown(page.Generation, page.Html, [.. page.DeadLinks.Select(link => site.Locate(node, link))]);
        }
        catch (SiteException error)
        {
            return Failed([new Problem(error.Fault)], site.Folder);
        }
        catch (CycleException error)
        {
            return Failed([Problem.Of(error.Message)], site.Folder);
        }
    }

    /// <summary>A page that cannot be made.</summary>
    internal static PageState.Failed Failed(IReadOnlyList<Problem> problems, string folder) => new(FailedPrefix + ContentHash.Of(PageFrame.Report(problems, folder)), problems);
}
