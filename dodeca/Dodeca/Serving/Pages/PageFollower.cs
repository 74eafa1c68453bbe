using System.Runtime.CompilerServices;
using Dodeca.Hosting;
using Dodeca.HtmlDiff;
using Dodeca.Http;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Serving.Pages;

/// <summary>Tells whoever looks at a page what becomes of it.</summary>
/// <param name="site">The site.</param>
/// <param name="lookup">What its pages show.</param>
/// <param name="history">What was sent.</param>
/// <param name="cells">Compare pages.</param>
/// <param name="happened">Told of it; may be null.</param>
internal sealed class PageFollower(LiveSite site, PageLookup lookup, PageHistory history, SiteCells cells, Action<ServeEvent>? happened)
{
    /// <param name="route">The page.</param>
    /// <param name="generation">What is shown of it.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async IAsyncEnumerable<PageEvent> FollowAsync(string route, string generation, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string report = "";
        for (SiteState state = site.State; ; state = await site.AfterAsync(state, cancellation))
        {
            PageState now = await LookAsync(state, route, cancellation);
            if (now.Generation != generation && (now is not PageState.Failed || generation.StartsWith(PageLookup.FailedPrefix, StringComparison.Ordinal)))
            {
                PageEvent change = await CompareAsync(route, generation, now, cancellation);
                generation = now.Generation;
                happened?.Invoke(new ServeEvent.Shown(route, change is PageEvent.Patched patched ? patched.Patches.Count : 0, TimeProvider.System.GetElapsedTime(state.NoticedAt)));
                yield return change;
            }

            // A page that says itself what is wrong needs no more than that.
            IReadOnlyList<Problem> problems = now switch { PageState.Failed failed when now.Generation != generation => failed.Problems, PageState.Shown shown => shown.Problems, _ => [] };
            string next = PageFrame.Report(problems, site.Folder);
            if (next == report)
                continue;
            report = next;
            foreach (Problem problem in problems)
                happened?.Invoke(new ServeEvent.Failed(problem));
            if (problems.Count == 0)
                happened?.Invoke(new ServeEvent.Mended(route));
            yield return problems.Count == 0 ? new PageEvent.Mended() : new PageEvent.Failed(next);
        }
    }

    private async Task<PageState> LookAsync(SiteState state, string route, CancellationToken cancellation)
    {
        if (state.Problem is { } problem)
            return PageLookup.Failed([problem], site.Folder);
        using Snapshot snapshot = site.Look();
        return await lookup.FindAsync(snapshot, route, cancellation);
    }

    private async Task<PageEvent> CompareAsync(string route, string generation, PageState now, CancellationToken cancellation)
    {
        if (now is not PageState.Shown page)
            return new PageEvent.Reload();
        history.Remember(route, page);
        if (history.Find(route, generation) is not { } shown)
            return new PageEvent.Reload();
        CellOutcome<PagePatches> compared = await cells.HtmlDiff.CallAsync(
            new CellInput(route, generation + page.Generation), (client, stop) => client.DiffAsync(shown, page.Html, stop), cancellation);
        return compared.TryGet(out PagePatches? patches) && !patches.NeedsReload ? new PageEvent.Patched(page.Generation, patches.Patches) : new PageEvent.Reload();
    }
}
