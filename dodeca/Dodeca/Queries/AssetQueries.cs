using Dodeca.Css;
using Dodeca.Hosting;
using Dodeca.Js;
using Dodeca.Problems;
using Dodeca.Sass;
using Dodeca.Sources;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>The files of the output that are no pages.</summary>
internal sealed class AssetQueries
{
    /// <summary>Where the colours of code are.</summary>
    internal const string ThemeUrl = "/dodeca/code.css";

    private const int HashLength = 12;

    /// <summary>Who asks for these knows no other name.</summary>
    private static readonly string[] AlwaysStable = ["/robots.txt", "/favicon.ico", "/CNAME", "/.nojekyll"];

    private readonly SiteQueries _site;
    private readonly ContentQueries _content;
    private readonly SiteCells _cells;

    internal AssetQueries(SiteQueries site, SiteCells cells)
    {
        _site = site;
        _content = site.Content;
        _cells = cells;
        Index = new("assets", FindAsync, ContentQueries.Kept<AssetIndex>());
        Source = new("asset_source", async (context, url) => (await context.GetAsync(Index!, "")).Sources.GetValueOrDefault(url, ""), new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
        Asset = new("asset", MakeAsync, ContentQueries.Kept<Asset>(static asset => asset.Content.Length * 2));
        Url = new("asset_url", async (context, url) => (await context.GetAsync(Asset, url)).Url, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
    }

    /// <summary>All of them.</summary>
    internal Query<string, AssetIndex> Index { get; }

    /// <summary>The file that an address stands for, from the site's folder; empty where it stands for none.</summary>
    internal Query<string, string> Source { get; }

    /// <summary>A file of the output, by its address without a hash.</summary>
    internal Query<string, Asset> Asset { get; }

    /// <summary>Its address with its hash.</summary>
    internal Query<string, string> Url { get; }

    internal IEnumerable<Ingredient> All => [Index, Source, Asset, Url];

    private static ValueTask<AssetIndex> FindAsync(QueryContext context, string key)
    {
        Dictionary<string, string> sources = new(StringComparer.Ordinal) { [ThemeUrl] = ThemeUrl };
        foreach (string path in context.Get(SiteInputs.Files, SiteFolders.Static).Paths)
            Add(sources, path[SiteFolders.Static.Length..], path);
        string content = context.Get(SiteInputs.Setting, SettingNames.Content);
        foreach (string path in context.Get(SiteInputs.Files, content).Paths.Where(static path => !path.EndsWith(".md", StringComparison.Ordinal)))
            Add(sources, $"/{SiteFolders.From(content, path)}", path);
        foreach (string path in context.Get(SiteInputs.Files, SiteFolders.Sass).Paths.Where(IsEntry))
            Add(sources, Path.ChangeExtension(path[SiteFolders.Sass.Length..], ".css"), path);
        return new(new AssetIndex(sources));
    }

    private static void Add(Dictionary<string, string> sources, string url, string path)
    {
        if (!sources.TryAdd(url, path))
            throw new SiteException($"two files have the address {url}: {sources[url]} and {path}", "give one of them another name", path);
    }

    /// <summary>Files whose names begin with <c>_</c> are only parts of others.</summary>
    private static bool IsEntry(string path) => Path.GetExtension(path) is ".scss" or ".sass" && !Path.GetFileName(path).StartsWith('_');

    private async ValueTask<Asset> MakeAsync(QueryContext context, string url)
    {
        string path = await context.GetAsync(Source, url);
        if (path.Length == 0)
            throw new SiteException($"there is no file with the address {url}");
        if (path == ThemeUrl)
            return Made(context, url, await ThemeAsync(context));
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".scss" or ".sass" => Made(context, url, await StyleAsync(context, url, path, await CompileAsync(context, path))),
            ".css" => Made(context, url, await StyleAsync(context, url, path, await context.GetAsync(_content.Text, path))),
            ".js" or ".mjs" => Made(context, url, await ScriptAsync(context, url, path)),
            _ => Copied(context, url, path),
        };
    }

    private async ValueTask<string> ThemeAsync(QueryContext context)
    {
        context.Get(SiteInputs.Cell, _cells.Markdown.Name);
        (string light, string dark) = (context.Get(SiteInputs.Setting, SettingNames.LightTheme), context.Get(SiteInputs.Setting, SettingNames.DarkTheme));
        CellOutcome<string> theme = await _cells.Markdown.CallAsync(
            new CellInput("the theme", $"{light} {dark}"), (client, cancellation) => client.ThemeAsync(light, dark, cancellation), context.Cancellation);
        return await StyleAsync(context, ThemeUrl, ThemeUrl, theme.Or(""));
    }

    private async ValueTask<string> CompileAsync(QueryContext context, string path)
    {
        context.Get(SiteInputs.Cell, _cells.Sass.Name);
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string file in context.Get(SiteInputs.Files, SiteFolders.Sass).Paths)
            files.Add(file[(SiteFolders.Sass.Length + 1)..], await context.GetAsync(_content.Text, file));
        CellOutcome<CompiledSass> compiled = await _cells.Sass.CallAsync(
            new CellInput(path, context.Get(SiteInputs.File, path).Hash),
            (client, cancellation) => client.CompileAsync(files, path[(SiteFolders.Sass.Length + 1)..], cancellation),
            context.Cancellation);
        return compiled.TryGet(out CompiledSass? sass) ? sass.Css : "";
    }

    private async ValueTask<string> StyleAsync(QueryContext context, string url, string path, string css)
    {
        context.Get(SiteInputs.Cell, _cells.Css.Name);
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, url);
        CellOutcome<string> finished = await _cells.Css.CallAsync(
            new CellInput(path, ContentHash.Of(css)), (client, cancellation) => client.RewriteAndMinifyAsync(new Stylesheet(lease.Number, path, css), cancellation), context.Cancellation);
        return finished.Or(css);
    }

    private async ValueTask<string> ScriptAsync(QueryContext context, string url, string path)
    {
        context.Get(SiteInputs.Cell, _cells.Js.Name);
        string js = await context.GetAsync(_content.Text, path);
        var input = new CellInput(path, ContentHash.Of(js));
        using QueryContexts.Lease lease = _cells.Contexts.Lend(context, _site, url);
        CellOutcome<string> rewritten = await _cells.Js.CallAsync(input, (client, cancellation) => client.RewriteStringLiteralsAsync(new Script(lease.Number, path, js), cancellation), context.Cancellation);
        string next = rewritten.Or(js);
        CellOutcome<string> minified = await _cells.Js.CallAsync(input, (client, cancellation) => client.MinifyAsync(new Script(0, path, next), cancellation), context.Cancellation);
        return minified.Or(next);
    }

    private static Asset Made(QueryContext context, string url, string content)
    {
        string hash = ContentHash.Of(content);
        return new Asset(Named(context, url, hash), "", content, hash);
    }

    private static Asset Copied(QueryContext context, string url, string path)
    {
        string hash = context.Get(SiteInputs.File, path).Hash;
        return new Asset(Named(context, url, hash), path, "", hash);
    }

    /// <summary>The address without its hash, where it could have one.</summary>
    internal static string? WithoutHash(string url)
    {
        string ending = Path.GetExtension(url);
        string rest = url[..^ending.Length];
        string hash = Path.GetExtension(rest);
        return hash.Length == HashLength + 1 && hash.Skip(1).All(char.IsAsciiHexDigitLower) ? rest[..^hash.Length] + ending : null;
    }

    private static string Named(QueryContext context, string url, string hash)
    {
        string[] stable = context.Get(SiteInputs.Setting, SettingNames.StableAssets).Split('\n');
        if (AlwaysStable.Contains(url) || stable.Contains(url.TrimStart('/')) || url.StartsWith("/.well-known/", StringComparison.Ordinal) || url.EndsWith(".html", StringComparison.Ordinal))
            return url;
        string ending = Path.GetExtension(url);
        return $"{url[..^ending.Length]}.{hash[..HashLength]}{ending}";
    }
}
