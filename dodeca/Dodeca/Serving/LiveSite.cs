using Dodeca.Building;
using Dodeca.Configuration;
using Dodeca.Content;
using Dodeca.Hosting;
using Dodeca.Html;
using Dodeca.Problems;
using Dodeca.Queries;
using Dodeca.Serving.Watching;
using Dodeca.Sources;
using Picante;

namespace Dodeca.Serving;

/// <summary>A site while it is edited: always its newest state, and whoever wants to know waits for the next.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    /// <summary>What was written while it was looked at is looked at once more.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(500);

    private readonly ServeOptions _options;
    private readonly SiteCache _cache;
    private readonly SiteDatabase _known;
    private readonly SourceWatcher _watcher;
    private readonly CancellationTokenSource _over = new();
    private readonly DateTime _begun = DateTime.UtcNow;
    private readonly string _baseUrl;
    private readonly Func<CancellationToken, Task> _becomes;
    private SiteConfiguration _site;
    private string _said;
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SiteState _state = new(0, 0, null);
    private Task _following = Task.CompletedTask;

    /// <param name="site">The site.</param>
    /// <param name="baseUrl">Where it is found while it is served.</param>
    /// <param name="cells">The cells that work on it.</param>
    /// <param name="options">How it is served.</param>
    /// <param name="becomes">Called when it has changed, before anybody is told.</param>
    internal LiveSite(SiteConfiguration site, string baseUrl, SiteCells cells, ServeOptions options, Func<CancellationToken, Task> becomes)
    {
        _becomes = becomes;
        _options = options;
        _baseUrl = baseUrl;
        _site = site with { BaseUrl = baseUrl };
        _said = ConfigurationReader.TextOf(site.Folder);
        _cache = new SiteCache(site.Folder);
        string output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(site.Folder, site.Output)));
        _known = new SiteDatabase(site.Folder, output, cells, _cache, _cache.ServedQueries, new DatabaseOptions { Executed = options.Executed });
        _watcher = new SourceWatcher(site.Folder, () => SiteFolders.All(_site.Content), output);
    }

    /// <summary>Whether something of it is known from when it was last served.</summary>
    internal bool IsKnown => File.Exists(_cache.ServedQueries);

    /// <summary>What can be asked of it.</summary>
    internal SiteQueries Queries => _known.Queries;

    /// <summary>Its newest state.</summary>
    internal SiteState State => _state;

    /// <summary>Its folder.</summary>
    internal string Folder => _site.Folder;

    /// <summary>Looks at it for the first time, and follows it from then on.</summary>
    internal async Task StartAsync(CancellationToken cancellation)
    {
        _cache.Ensure();
        _known.Load();
        _watcher.Follow();
        await _known.RefreshAsync(_site, _begun, cancellation);
        _following = Task.WhenAll(FollowAsync(), ReadAheadAsync());
    }

    /// <summary>Something has changed that is no file of it.</summary>
    internal void LookAgain() => _watcher.Signal();

    /// <summary>Sees it as it is now, until it is disposed.</summary>
    internal Snapshot Look() => _known.Database.Snapshot();

    /// <summary>Where a link was written that leads nowhere.</summary>
    internal Problem Locate(TreeNode node, DeadLink link) => new LinkLocator(_site).Locate(node, link);

    /// <summary>Waits for a state after another one.</summary>
    internal async Task<SiteState> AfterAsync(SiteState seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task next = _next.Task;
            if (_state.Number > seen.Number)
                return _state;
            await next.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _following;
        _watcher.Dispose();
        _over.Dispose();
        if (_state.Problem is null)
            _known.SaveSources();
        _known.SaveQueries();
    }

    /// <summary>Every page needs the tree, and whoever asks first would wait for all of it.</summary>
    private async Task ReadAheadAsync()
    {
        using Snapshot snapshot = Look();
        try
        {
            await snapshot.GetAsync(Queries.Content.Tree, "", _over.Token);
        }
        catch (Exception error) when (error is SiteException or OperationCanceledException)
        {
            // Whoever asks for a page is told.
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                long noticed = await _watcher.NextAsync(_options.Quiet, _options.Patience, _over.Token);
                _watcher.Follow();
                await RefreshAsync(noticed);
                using var second = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
                second.CancelAfter(SecondLook);
                try
                {
                    noticed = await _watcher.NextAsync(_options.Quiet, _options.Patience, second.Token);
                }
                catch (OperationCanceledException) when (!_over.IsCancellationRequested)
                {
                    noticed = TimeProvider.System.GetTimestamp();
                }

                _watcher.Follow();
                await RefreshAsync(noticed);
            }
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // It is served no more.
        }
    }

    private async Task RefreshAsync(long noticed)
    {
        try
        {
            SiteConfiguration site = Configuration();
            IReadOnlyList<string>? changed = await _known.RefreshAsync(site, _begun, _over.Token);
            if (changed is null && _state.Problem is null)
                return;
            _site = site;
            if (changed is { Count: > 0 })
                _options.Happened?.Invoke(new ServeEvent.Changed(changed));
            await BecomeAsync(new SiteState(_state.Number + 1, noticed, null));
        }
        catch (SiteException error)
        {
            var problem = new Problem(error.Fault);
            if (problem == _state.Problem)
                return;
            _options.Happened?.Invoke(new ServeEvent.Failed(problem));
            await BecomeAsync(new SiteState(_state.Number + 1, noticed, problem));
        }
    }

    /// <summary>The configuration as it is now; the same object as long as it says the same.</summary>
    private SiteConfiguration Configuration()
    {
        if (!Directory.Exists(_site.Folder))
            throw new SiteException($"the site's folder '{_site.Folder}' has gone", "what is shown is as it was before; it goes on when the folder is back");
        if (!Directory.Exists(Path.Combine(_site.Folder, _site.Content)))
            throw new SiteException($"the folder '{_site.Content}' of the site has gone", "what is shown is as it was before; it goes on when the folder is back", _site.Content);
        string said = ConfigurationReader.TextOf(_site.Folder);
        if (said == _said)
            return _site;
        SiteConfiguration read = ConfigurationReader.Find(_site.Folder);
        _said = said;
        return read with { BaseUrl = _baseUrl };
    }

    private async Task BecomeAsync(SiteState state)
    {
        // Who is told of the state must not be answered from before it.
        await _becomes(_over.Token);
        _state = state;
        TaskCompletionSource next = _next;
        _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        next.TrySetResult();
    }
}
