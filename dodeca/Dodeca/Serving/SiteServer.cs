using System.Net;
using System.Net.Sockets;
using Cells;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Dodeca.Http;
using Dodeca.Problems;
using Dodeca.Serving.Connections;
using Dodeca.Serving.Pages;

namespace Dodeca.Serving;

/// <summary>Serves a site while it is edited, until it is disposed.</summary>
public sealed class SiteServer : IAsyncDisposable
{
    private static readonly TimeSpan ForgetTimeout = TimeSpan.FromSeconds(1);

    private readonly SiteCells _cells;
    private readonly LiveSite _site;
    private readonly ConnectionListener _listener;
    private readonly CancellationTokenSource _over = new();
    private Task _startingMakers = Task.CompletedTask;
    private int _isDisposed;

    private SiteServer(SiteCells cells, LiveSite site, ConnectionListener listener, string address)
    {
        _cells = cells;
        _site = site;
        _listener = listener;
        Address = address;
    }

    /// <summary>Where it is found, as a URL.</summary>
    public string Address { get; }

    /// <summary>Its cells.</summary>
    public CellHost Cells => _cells.Host;

    /// <summary>Begins to serve a site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SiteException">There is no port, no HTTP cell, or the site's folder cannot be read.</exception>
    public static async Task<SiteServer> StartAsync(SiteConfiguration site, ServeOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(options);
        Socket socket = ConnectionListener.Bind(options);
        LiveSite? live = null;
        var cells = new SiteCells(options.Cells with
        {
            Passed = passed => options.Happened?.Invoke(new ServeEvent.Passed(passed)),
            Replaced = cell =>
            {
                options.Happened?.Invoke(new ServeEvent.Replaced(cell));
                live?.LookAgain();
            },
        });
        try
        {
            cells.Host.StartSupervisor();
            string address = $"http://{(options.IsPublic ? Dns.GetHostName() : "127.0.0.1")}:{((IPEndPoint)socket.LocalEndPoint!).Port}";
            live = new LiveSite(site, address, cells, options, stop => ForgetAsync(cells, stop));
            var lookup = new PageLookup(live);
            var history = new PageHistory();
            var follower = new PageFollower(live, lookup, history, cells, options.Happened);
            cells.Host.AddCallbacks<IContentService>(new ContentService(live, lookup, history, follower, options.IsPublic ? ["*"] : ["localhost", "127.0.0.1", "[::1]"]));

            // Processes take longest, and start while this one reads. What was shown before is shown again without those that make pages.
            bool isKnown = live.IsKnown;
            await Task.WhenAll(
                cells.Http.StartAsync(cancellation),
                isKnown ? Task.CompletedTask : Task.WhenAll(cells.Makers.Select(start => start(cancellation))),
                Task.Run(() => live.StartAsync(cancellation), cancellation));
            var server = new SiteServer(cells, live, ConnectionListener.Start(socket, cells.Http, options.MaxConnections), address);
            if (isKnown)
                server._startingMakers = server.StartMakersAsync();
            return server;
        }
        catch
        {
            socket.Dispose();
            if (live is not null)
                await live.DisposeAsync();
            await cells.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends its connections and its cells; keeps what was computed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        await _over.CancelAsync();
        await _startingMakers;
        await _listener.DisposeAsync();
        await _site.DisposeAsync();
        await _cells.DisposeAsync();
        _over.Dispose();
    }

    /// <summary>Starts what the first edit needs, one after the other: whoever looks at a page comes first.</summary>
    private async Task StartMakersAsync()
    {
        try
        {
            foreach (Func<CancellationToken, Task> start in _cells.Makers)
                await Task.Run(() => start(_over.Token), _over.Token);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // It is served no more.
        }
    }

    /// <summary>What the HTTP cell remembers is no longer so. One that cannot be told has just been started, and remembers nothing.</summary>
    private static async Task ForgetAsync(SiteCells cells, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ForgetTimeout);
        try
        {
            await cells.Http.HoldAsync(static (client, stop) => client.ForgetAsync(stop), patience.Token);
        }
        catch (Exception error) when (error is CellException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // It is on its way up again.
        }
    }
}
