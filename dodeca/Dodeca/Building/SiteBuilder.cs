using System.Collections.Concurrent;
using System.Diagnostics;
using Cells.Platform.Files;
using Dodeca.Configuration;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Html;
using Dodeca.Problems;
using Dodeca.Queries;
using Dodeca.Sources;
using Picante;

namespace Dodeca.Building;

/// <summary>Builds a site once: finds what has changed, computes what follows, writes what is new.</summary>
public sealed class SiteBuilder
{
    private readonly SiteConfiguration _site;
    private readonly BuildOptions _options;
    private readonly SiteCache _cache;
    private readonly string _output;
    private readonly ConcurrentDictionary<Problem, bool> _problems = [];

    private SiteBuilder(SiteConfiguration site, BuildOptions options)
    {
        _site = site;
        _options = options;
        _cache = new SiteCache(site.Folder);
        _output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Output ?? Path.Combine(site.Folder, site.Output)));
    }

    /// <summary>Builds a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Gives up; the site that was there is as it was.</param>
    /// <returns>What became of it; errors in the site are among it.</returns>
    public static async Task<BuildResult> BuildAsync(SiteConfiguration site, BuildOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(options);
        var builder = new SiteBuilder(site, options);
        builder._cache.Ensure();
        using FileLock alone = await builder.TakeTurnAsync(cancellation);
        return await builder.RunAsync(cancellation);
    }

    private async Task<FileLock> TakeTurnAsync(CancellationToken cancellation)
    {
        if (FileLock.TryTake(_cache.Lock) is { } alone)
            return alone;
        _options.Notice?.Invoke("another build of this site is running; waiting for it");
        try
        {
            return await FileLock.TakeAsync(_cache.Lock, _options.LockTimeout, cancellation);
        }
        catch (TimeoutException)
        {
            throw new SiteException($"another build of this site has run for more than {_options.LockTimeout.TotalMinutes:0.#} minutes (LockTimeout)");
        }
    }

    private async Task<BuildResult> RunAsync(CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        using OutputWriter? writer = _options.Writes ? Writer() : null;
        await using SiteCells? own = _options.SharedCells is null ? new SiteCells(_options.Cells with { Building = name => _options.Notice?.Invoke($"building the cell {name}") }) : null;
        SiteCells cells = own ?? _options.SharedCells!;
        int passedBefore = cells.Host.PassThroughs.Count;
        var known = new SiteDatabase(_site.Folder, _output, cells, _cache, _cache.Queries, new DatabaseOptions { Executed = _options.Executed, MaxBytes = _options.MaxBytes });
        known.Load();
        if (!File.Exists(_cache.Queries))
            cells.WarmUp(cancellation);
        await known.RefreshAsync(_site, DateTime.UtcNow, cancellation);
        known.SaveSources();
        foreach (string path in known.LeftOut)
            _problems.TryAdd(new Problem(new SourceFault(path, 0, 0, 0, "this link leads out of the site; what is there is left out", "copy it into the site"), IsWarning: true), true);

        using Snapshot snapshot = known.Database.Snapshot();
        (OutputPlan? plan, List<OutputFile> outputs) = await ComputeAsync(snapshot, known.Queries, writer, cancellation);

        // What was passed through is no result: the next build tries again.
        PassThrough[] passed = [.. cells.Host.PassThroughs.Skip(passedBefore)];
        Task<string?> saving = passed.Length == 0 ? Task.Run(known.SaveQueries, CancellationToken.None) : Task.FromResult<string?>(null);
        (int Written, int Removed) changes = (0, 0);
        try
        {
            if (writer is not null && _problems.Keys.All(static problem => problem.IsWarning))
                changes = writer.Publish(outputs);
        }
        finally
        {
            if (await saving is { } problem)
                _problems.TryAdd(Problem.Of($"what was computed cannot be kept for the next build: {problem}", isWarning: true), true);
        }

        _options.Progress.Begin("ending", 0);
        return new BuildResult(
            _output,
            plan?.Pages.Count ?? 0,
            plan?.Assets.Count ?? 0,
            changes.Written,
            changes.Removed,
            Stopwatch.GetElapsedTime(begun),
            [.. _problems.Keys.OrderBy(static problem => problem.Fault.File, StringComparer.Ordinal).ThenBy(static problem => problem.Fault.Line).ThenBy(static problem => problem.Fault.Message, StringComparer.Ordinal)],
            passed,
            known.Database.Counters,
            await MemoryCount.NowAsync(cells.Host, cancellation));
    }

    private OutputWriter Writer()
    {
        string site = Path.TrimEndingDirectorySeparator(_site.Folder);
        if (_output == site || site.StartsWith(_output + "/", StringComparison.Ordinal))
            throw new SiteException($"the site cannot be written to '{_output}', in which it is itself", "name another folder with -o");
        if (SiteFolders.All(_site.Content).FirstOrDefault(folder => folder.Length > 0 && (_output + "/").StartsWith(Path.Combine(site, folder) + "/", StringComparison.Ordinal)) is { } source)
            throw new SiteException($"the site cannot be written to '{_output}': that is in its folder '{source}', and would become part of the site", "name another folder with -o");
        return new OutputWriter(_output, _cache.Manifest(_output), _options.Force);
    }

    private async Task<(OutputPlan? Plan, List<OutputFile> Outputs)> ComputeAsync(Snapshot snapshot, SiteQueries queries, OutputWriter? writer, CancellationToken cancellation)
    {
        _options.Progress.Begin("reading", 0);
        ConcurrentBag<OutputFile> outputs = [];
        if (await TryAsync(() => snapshot.GetAsync(queries.Content.Tree, "", cancellation)) is not { } tree || await TryAsync(() => snapshot.GetAsync(queries.Assets.Index, "", cancellation)) is not { } assets)
        {
            await ReadAllAsync(snapshot, queries, cancellation);
            return (null, []);
        }

        // Assets first, for the pages wait for their names; but nothing waits for all of anything, so that every cell has something to do.
        List<TreeNode> pages = tree.Nodes.Nodes;
        _options.Progress.Begin("building", pages.Count + assets.Sources.Count);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.PagesAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            assets.Sources.Keys.Where(static url => url != AssetQueries.ThemeUrl).Order(StringComparer.Ordinal).Select(AssetStep).Concat(pages.Select(static page => page.Route).Select(PageStep)),
            parallel,
            static async (step, stop) => await step(stop));

        // What is written besides them follows from the pages.
        if (await TryAsync(() => snapshot.GetAsync(queries.Pages.Plan, "", cancellation)) is not { } plan)
            return (null, []);
        _options.Progress.Expect(plan.Pages.Count + plan.Assets.Count + plan.Aliases.Count);
        if (plan.Assets.Contains(AssetQueries.ThemeUrl))
            await AssetStep(AssetQueries.ThemeUrl)(cancellation);
        foreach ((string alias, string route) in plan.Aliases)
            await KeepAsync(() => new(AliasPage.Of(alias, route)), cancellation);
        RefuseDuplicates(outputs);
        return (plan, [.. outputs.OrderBy(static file => file.Path, StringComparer.Ordinal)]);

        Func<CancellationToken, Task> AssetStep(string url) => stop => KeepAsync(() => AssetAsync(snapshot, queries, url, stop), stop);
        Func<CancellationToken, Task> PageStep(string route) => stop => KeepAsync(() => PageAsync(snapshot, queries, route, stop), stop);

        // It is written while its content is at hand, and takes its place when all is.
        Task KeepAsync(Func<ValueTask<OutputFile>> make, CancellationToken stop) => TryAsync(async () =>
        {
            OutputFile file = await make();
            if (writer is not null)
                await writer.StageAsync(file, stop);
            outputs.Add(file);
            _options.Progress.Step();
            return file;
        });
    }

    /// <summary>Where the tree cannot be built, all that is wrong with its pages is said.</summary>
    private async Task ReadAllAsync(Snapshot snapshot, SiteQueries queries, CancellationToken cancellation)
    {
        if (!snapshot.TryGet(SiteInputs.Files, _site.Content, out FileList? files))
            return;
        foreach (string path in files.Paths.Where(static path => path.EndsWith(".md", StringComparison.Ordinal)))
            await TryAsync(() => snapshot.GetAsync(queries.Content.Header, SiteFolders.From(_site.Content, path), cancellation));
    }

    private async ValueTask<OutputFile> AssetAsync(Snapshot snapshot, SiteQueries queries, string url, CancellationToken cancellation)
    {
        Asset asset = await snapshot.GetAsync(queries.Assets.Asset, url, cancellation);
        return asset.Source.Length == 0
            ? new OutputFile(asset.Url.TrimStart('/'), asset.Hash, IsPage: false, (path, stop) => File.WriteAllTextAsync(path, asset.Content, stop))
            : new OutputFile(asset.Url.TrimStart('/'), asset.Hash, IsPage: false, (path, _) => Task.Run(() => File.Copy(Path.Combine(_site.Folder, asset.Source), path), CancellationToken.None));
    }

    private async ValueTask<OutputFile> PageAsync(Snapshot snapshot, SiteQueries queries, string route, CancellationToken cancellation)
    {
        string digest = await snapshot.GetAsync(queries.Pages.Digest, route, cancellation);
        LinkProblems links = await snapshot.GetAsync(queries.Pages.Links, route, cancellation);
        if (links.Dead.Count > 0 || _options.Linked is not null)
        {
            TreeNode node = (await snapshot.GetAsync(queries.Content.Node, route, cancellation)).Node!;
            if (_options.Linked is { } linked)
                (await snapshot.GetAsync(queries.Pages.Finished, route, cancellation)).Links.ForEach(link => linked(node, link));
            var locator = new LinkLocator(_site);
            foreach (DeadLink link in links.Dead)
                _problems.TryAdd(locator.Locate(node, link), true);
        }

        return new OutputFile(
            $"{route.TrimStart('/')}index.html",
            digest,
            IsPage: true,
            async (path, stop) => await File.WriteAllTextAsync(path, (await snapshot.GetAsync(queries.Pages.Finished, route, stop)).Html, stop));
    }

    private void RefuseDuplicates(IEnumerable<OutputFile> outputs)
    {
        foreach (IGrouping<string, OutputFile> same in outputs.GroupBy(static file => file.Path, StringComparer.Ordinal).Where(static same => same.Count() > 1))
            _problems.TryAdd(Problem.Of($"two things are written to {same.Key}", "give one of them another name, or remove an alias"), true);
    }

    /// <summary>Computes something; what is wrong with the site is remembered, and then there is nothing.</summary>
    private async Task<T?> TryAsync<T>(Func<ValueTask<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (SiteException error)
        {
            _problems.TryAdd(new Problem(error.Fault), true);
        }
        catch (CycleException error)
        {
            _problems.TryAdd(Problem.Of(error.Message), true);
        }

        return null;
    }
}
