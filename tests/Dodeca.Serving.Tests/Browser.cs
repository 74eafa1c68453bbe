using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Dodeca.Serving.Tests;

/// <summary>The browser that the tests look with: Debian's Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal const string Executable = "/usr/bin/chromium";

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page, and notes what its console says.</summary>
    internal async Task<Tab> OpenAsync(string url, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await _browser.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        var tab = new Tab(context, page);
        await page.AddInitScriptAsync("window.loadedAt = performance.timeOrigin; addEventListener('dodeca:connected', () => window.isConnected = true, true);");
        await page.GotoAsync(url);
        await tab.ConnectedAsync();
        return tab;
    }
}

/// <summary>A page in the browser.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = [];

    internal Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(60_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    internal IPage Page { get; }

    /// <summary>What has gone wrong in it.</summary>
    internal IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Names the document: another one was loaded anew.</summary>
    internal Task<double> LoadedAtAsync() => Page.EvaluateAsync<double>("window.loadedAt");

    /// <summary>Waits until it hears of changes.</summary>
    internal Task ConnectedAsync() => Page.WaitForFunctionAsync("window.isConnected === true");

    /// <summary>Waits until its text says something.</summary>
    internal Task SaysAsync(string text) => Page.WaitForFunctionAsync("text => document.body.innerText.includes(text)", text);

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}

/// <summary>Tests that look with it, one after the other.</summary>
[CollectionDefinition(Name)]
public class BrowserCollection : ICollectionFixture<Browser>
{
    internal const string Name = "browser";
}

/// <summary>A test that looks with a browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Executable))
            Skip = $"{Browser.Executable} is not there: Debian's package 'chromium' brings it.";
    }
}
