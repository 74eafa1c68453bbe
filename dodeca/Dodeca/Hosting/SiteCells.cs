using Dodeca.Css;
using Dodeca.Html;
using Dodeca.HtmlDiff;
using Dodeca.Http;
using Dodeca.Js;
using Dodeca.LinkCheck;
using Dodeca.Markdown;
using Dodeca.Minify;
using Dodeca.Queries;
using Dodeca.Sass;
using Dodeca.Templates;

namespace Dodeca.Hosting;

/// <summary>The cells that sites are built with. Several sites may share them.</summary>
public sealed class SiteCells : IAsyncDisposable
{
    private const long MiB = 1 << 20;

    /// <summary>Those that sites are built and served with.</summary>
    internal static readonly IReadOnlyList<string> OfSites = ["markdown", "gingembre", "html", "minify", "sass", "css", "js", "http"];

    private Task _warmingUp = Task.CompletedTask;

    /// <summary>Registers them; each is started when it is first needed.</summary>
    /// <param name="options">How they are run.</param>
    public SiteCells(CellHostOptions options)
    {
        Host = new CellHost(options);
        Host.AddCallbacks<Dodeca.Host.ITemplateHost>(new TemplateHostService(Contexts));
        Host.AddCallbacks<Dodeca.Host.IUrlHost>(new UrlHostService(Contexts));
        Host.AddCallbacks<Dodeca.Host.IInlineHost>(new InlineHostService(Contexts));
        Markdown = Host.Add<MarkdownClient>("markdown", PerProcessor, 1024 * MiB);
        Gingembre = Host.Add<GingembreClient>("gingembre", PerProcessor, 1024 * MiB);
        Html = Host.Add<HtmlClient>("html", PerProcessor, 1024 * MiB);
        Minify = Host.Add<MinifyClient>("minify", PerProcessor, 1024 * MiB);
        Sass = Host.Add<SassClient>("sass", memoryBytes: 1024 * MiB);
        Css = Host.Add<CssClient>("css", memoryBytes: 512 * MiB);
        Js = Host.Add<JsClient>("js", memoryBytes: 512 * MiB);
        LinkCheck = Host.Add<LinkCheckClient>("linkcheck", memoryBytes: 512 * MiB);
        Http = Host.Add<TcpTunnelClient>("http", memoryBytes: 1024 * MiB);
        HtmlDiff = Host.Add<HtmlDiffClient>("html-diff", memoryBytes: 512 * MiB);
    }

    /// <summary>Their host.</summary>
    public CellHost Host { get; }

    /// <summary>Reads Markdown, front matter and data files.</summary>
    public CellPool<MarkdownClient> Markdown { get; }

    /// <summary>Renders templates.</summary>
    public CellPool<GingembreClient> Gingembre { get; }

    /// <summary>Finishes pages.</summary>
    public CellPool<HtmlClient> Html { get; }

    /// <summary>Makes pages small.</summary>
    public CellPool<MinifyClient> Minify { get; }

    /// <summary>Compiles Sass.</summary>
    public CellPool<SassClient> Sass { get; }

    /// <summary>Finishes stylesheets.</summary>
    public CellPool<CssClient> Css { get; }

    /// <summary>Finishes scripts.</summary>
    public CellPool<JsClient> Js { get; }

    /// <summary>Checks links to other sites.</summary>
    public CellPool<LinkCheckClient> LinkCheck { get; }

    /// <summary>Serves HTTP on connections that were accepted here.</summary>
    public CellPool<TcpTunnelClient> Http { get; }

    /// <summary>Compares pages.</summary>
    public CellPool<HtmlDiffClient> HtmlDiff { get; }

    /// <summary>The queries that they work for.</summary>
    internal QueryContexts Contexts { get; } = new();

    /// <summary>Starts each of those that make a page out of what people have written.</summary>
    internal IReadOnlyList<Func<CancellationToken, Task>> Makers => [Gingembre.WarmUpAsync, Html.WarmUpAsync, Markdown.WarmUpAsync, Css.WarmUpAsync];

    /// <summary>Starts those that a build needs, all at once: else each would start when the first page comes to it, one after the other.</summary>
    internal void WarmUp(CancellationToken cancellation) => _warmingUp = Task.WhenAll(Makers.Append(Minify.WarmUpAsync).Select(start => start(cancellation)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _warmingUp;
        await Host.DisposeAsync();
    }

    /// <summary>What pages are made with: their builds, by name.</summary>
    internal async Task<Dictionary<string, string>> BuildsAsync(CancellationToken cancellation)
    {
        (string Name, Task<string> Build)[] all =
        [
            (Markdown.Name, Markdown.BuildAsync()),
            (Gingembre.Name, Gingembre.BuildAsync()),
            (Html.Name, Html.BuildAsync()),
            (Minify.Name, Minify.BuildAsync()),
            (Sass.Name, Sass.BuildAsync()),
            (Css.Name, Css.BuildAsync()),
            (Js.Name, Js.BuildAsync()),
        ];
        await Task.WhenAll(all.Select(static one => one.Build)).WaitAsync(cancellation);
        return all.ToDictionary(static one => one.Name, static one => one.Build.Result, StringComparer.Ordinal);
    }

    /// <summary>Two are enough to lose one; more processors than these rarely wait for more.</summary>
    private static int PerProcessor => Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
}
