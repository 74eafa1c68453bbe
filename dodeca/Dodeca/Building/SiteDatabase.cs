using System.Globalization;
using Cells.Platform.Files;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Dodeca.Queries;
using Dodeca.Sources;
using Picante;

namespace Dodeca.Building;

/// <summary>What is known of a site: what it is made of, as it was last looked at, and what was computed from that.</summary>
internal sealed class SiteDatabase
{
    private readonly SiteCells _cells;
    private readonly SiteCache _cache;
    private readonly string _queriesPath;
    private readonly SourceScan _scan;
    private Task _loading = Task.CompletedTask;
    private SiteConfiguration? _site;
    private Dictionary<string, FileStamp> _files = [];
    private Dictionary<string, string> _builds = [];

    /// <param name="folder">The site's folder.</param>
    /// <param name="output">Where it is written to: not part of it.</param>
    /// <param name="cells">The cells that work on it.</param>
    /// <param name="cache">What is kept of it.</param>
    /// <param name="queriesPath">Where in the cache that is which was computed.</param>
    /// <param name="options">How its queries are computed and kept.</param>
    internal SiteDatabase(string folder, string output, SiteCells cells, SiteCache cache, string queriesPath, DatabaseOptions options)
    {
        _cells = cells;
        _cache = cache;
        _queriesPath = queriesPath;
        _scan = new SourceScan(folder, output);
        Queries = new SiteQueries(folder, cells);
        Database = new Database(Queries.All, options);
    }

    /// <summary>What can be asked.</summary>
    internal SiteQueries Queries { get; }

    internal Database Database { get; }

    /// <summary>What was found that is no part of the site, because it lies outside of it: paths of links.</summary>
    internal IReadOnlyCollection<string> LeftOut => _scan.LeftOut;

    /// <summary>Another program, or another version of it, does not use what this one has computed.</summary>
    private static string Version => typeof(SiteDatabase).Module.ModuleVersionId.ToString();

    /// <summary>Takes over what was found and computed before; what cannot be read is found and computed anew. Removes what a process that was killed had begun to write.</summary>
    internal void Load()
    {
        AtomicFile.RemoveDrafts(_queriesPath);
        _scan.Remember((CacheFile.Read<KnownSources>(_cache.Sources)?.Files ?? []).Select(static file =>
            KeyValuePair.Create(file.Path, new SourceScan.Known(file.Stamp, file.Inode, file.ModifiedNanoseconds, file.ChangedNanoseconds))));
        _loading = Task.Run(LoadQueries);
    }

    private void LoadQueries()
    {
        if (!File.Exists(_queriesPath))
            return;
        try
        {
            Database.Load(File.ReadAllBytes(_queriesPath), Version);
        }
        catch (IOException)
        {
            // As if there were none.
        }
    }

    /// <summary>Looks at the site's folder, and makes what has changed seen by new snapshots.</summary>
    /// <param name="site">What its configuration says.</param>
    /// <param name="time">When its building began, for those who ask.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The files that have changed, been added or removed; null where nothing has changed at all.</returns>
    /// <exception cref="Problems.SiteException">A folder or a file may not be read.</exception>
    internal async Task<IReadOnlyList<string>?> RefreshAsync(SiteConfiguration site, DateTime time, CancellationToken cancellation)
    {
        Dictionary<string, FileStamp> files = _scan.Look(SiteFolders.All(site.Content), cancellation);
        Dictionary<string, string> builds = await _cells.BuildsAsync(cancellation);
        await _loading;
        List<string> changed = [.. files.Where(file => _files.GetValueOrDefault(file.Key) != file.Value).Select(static file => file.Key), .. _files.Keys.Where(path => !files.ContainsKey(path))];
        if (changed.Count == 0 && ReferenceEquals(site, _site) && builds.All(build => _builds.GetValueOrDefault(build.Key) == build.Value))
            return null;

        InputBatch batch = Database.Change();
        foreach (string path in changed)
            Set(batch, path, files.GetValueOrDefault(path));
        foreach (string folder in SiteFolders.All(site.Content))
            batch.Set(SiteInputs.Files, folder, new FileList([.. files.Keys.Where(path => SiteFolders.Has(folder, path)).Order(StringComparer.Ordinal)]));
        foreach ((string name, string build) in builds)
            batch.Set(SiteInputs.Cell, name, build);
        Set(batch, site, time);
        batch.Commit();
        (_site, _files, _builds) = (site, files, builds);
        return changed;
    }

    /// <summary>Keeps what was found; where it cannot be kept, it is found anew.</summary>
    internal void SaveSources()
    {
        try
        {
            CacheFile.Write(_cache.Sources, new KnownSources([.. _scan.Memory.Select(static file =>
                new KnownSource(file.Key, file.Value.Stamp, file.Value.Inode, file.Value.ModifiedNanoseconds, file.Value.ChangedNanoseconds))]));
        }
        catch (IOException)
        {
            // A full disk; who keeps what was computed says so.
        }
    }

    /// <summary>Keeps what was computed. Where nothing was, what was kept before is as good.</summary>
    /// <returns>Why that cannot be; null where it can.</returns>
    internal string? SaveQueries()
    {
        if (File.Exists(_queriesPath) && Database.Counters.All(static query => query.Executed == 0))
            return null;
        try
        {
            AtomicFile.Write(_queriesPath, file => Database.Save(file, Version));
            return null;
        }
        catch (IOException error)
        {
            return error.Message;
        }
    }

    private static void Set(InputBatch batch, string path, FileStamp? stamp)
    {
        if (stamp is null)
            batch.Remove(SiteInputs.File, path);
        else
            batch.Set(SiteInputs.File, path, stamp);
    }

    private static void Set(InputBatch batch, SiteConfiguration site, DateTime time)
    {
        batch.Set(SiteInputs.Setting, SettingNames.Title, site.Title)
            .Set(SiteInputs.Setting, SettingNames.Description, site.Description)
            .Set(SiteInputs.Setting, SettingNames.BaseUrl, site.BaseUrl)
            .Set(SiteInputs.Setting, SettingNames.Content, site.Content)
            .Set(SiteInputs.Setting, SettingNames.LightTheme, site.LightTheme)
            .Set(SiteInputs.Setting, SettingNames.DarkTheme, site.DarkTheme)
            .Set(SiteInputs.Setting, SettingNames.StableAssets, string.Join('\n', site.StableAssets))
            .Set(SiteInputs.Setting, SettingNames.Time, time.ToString("O", CultureInfo.InvariantCulture))
            .Set(SiteInputs.Setting, SettingNames.Steps, string.Join('\n', site.BuildSteps.Keys));
        foreach ((string name, IReadOnlyList<string> command) in site.BuildSteps)
            batch.Set(SiteInputs.Setting, SettingNames.Step(name), string.Join('\n', command));
    }
}
