using System.Text;
using Dodeca.Content;
using Dodeca.Host;
using Dodeca.Hosting;
using Dodeca.Markdown;
using Dodeca.Problems;
using Dodeca.Sources;
using Picante;
using Picante.Persistence;

namespace Dodeca.Queries;

/// <summary>What people have written, and how it hangs together.</summary>
internal sealed class ContentQueries
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _site;
    private readonly SiteCells _cells;

    internal ContentQueries(string site, SiteCells cells)
    {
        _site = site;
        _cells = cells;
        Text = new("text", ReadTextAsync, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, Size = static text => text.Length * 2 });
        Header = new("header", ReadHeaderAsync, Kept<FrontMatter>());
        Body = new("body", RenderBodyAsync, Kept<RenderedMarkdown>(static body => body.Html.Length * 2));
        HasCode = new("has_code", async (context, path) => (await context.GetAsync(Body!, path)).HasCode ? path : "", new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
        Tree = new("tree", BuildTreeAsync, new QueryOptions<string, SiteTree> { KeyCodec = TextCodec.Instance, ValueCodec = TreeCodec.Instance, Equality = TreeCodec.Instance });
        Node = new("node", async (context, route) => new MaybeNode((await context.GetAsync(Tree, "")).Find(route)), Kept<MaybeNode>());
        Exists = new("exists", async (context, route) => (await context.GetAsync(Tree, "")).Find(route) is null ? "" : route, new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
        RouteOf = new("route", async (context, path) => (await context.GetAsync(Tree, "")).RouteOf(path) ?? "", new QueryOptions<string, string> { KeyCodec = TextCodec.Instance, ValueCodec = TextCodec.Instance });
    }

    /// <summary>What stands in a file of text, by its path from the site's folder.</summary>
    internal Query<string, string> Text { get; }

    /// <summary>The front matter of a Markdown file, by its path in the content folder.</summary>
    internal Query<string, FrontMatter> Header { get; }

    /// <summary>What became of the rest of it.</summary>
    internal Query<string, RenderedMarkdown> Body { get; }

    /// <summary>Whether there is highlighted code in it: its path; empty where there is none.</summary>
    internal Query<string, string> HasCode { get; }

    /// <summary>All pages and sections.</summary>
    internal Query<string, SiteTree> Tree { get; }

    /// <summary>A page or section by its address.</summary>
    internal Query<string, MaybeNode> Node { get; }

    /// <summary>Whether a page or section has an address: all that a link needs to know.</summary>
    internal Query<string, string> Exists { get; }

    /// <summary>The address of a Markdown file; empty where it has none.</summary>
    internal Query<string, string> RouteOf { get; }

    internal IEnumerable<Ingredient> All => [Text, Header, Body, HasCode, Tree, Node, Exists, RouteOf];

    internal static QueryOptions<string, T> Kept<T>(Func<T, long>? size = null)
        where T : Cells.Images.IImageMessage<T> => new() { KeyCodec = TextCodec.Instance, ValueCodec = MessageCodec<T>.Instance, Size = size };

    private async ValueTask<string> ReadTextAsync(QueryContext context, string path)
    {
        context.Get(SiteInputs.File, path);
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(Path.Combine(_site, path), context.Cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SiteException("the file was removed while the site was built", "build again", path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"the file cannot be read: {error.Message}", file: path);
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            int at = Math.Max(0, error.Index);
            ReadOnlySpan<byte> before = bytes.AsSpan(0, at);
            int line = before.Count((byte)'\n') + 1;
            int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            throw new SiteException(new SourceFault(path, line, column, 1, "these bytes are not UTF-8", "save the file as UTF-8"));
        }
    }

    private ValueTask<FrontMatter> ReadHeaderAsync(QueryContext context, string path) => AskMarkdownAsync(
        context,
        path,
        static (client, source, cancellation) => client.ParseFrontMatterAsync(source, cancellation),
        static source => new FrontMatter(Path.GetFileNameWithoutExtension(source.Path), null, 0, null, false, null, null, [], [], Cells.Value.Object()));

    private ValueTask<RenderedMarkdown> RenderBodyAsync(QueryContext context, string path) => AskMarkdownAsync(
        context,
        path,
        static (client, source, cancellation) => client.RenderAsync(source, cancellation),
        static source => new RenderedMarkdown($"<pre>{System.Net.WebUtility.HtmlEncode(source.Text)}</pre>", [], [], false, 0));

    /// <param name="context">The query that asks.</param>
    /// <param name="path">The file, in the content folder.</param>
    /// <param name="call">Asks the cell.</param>
    /// <param name="passedThrough">What is taken where the cell cannot answer.</param>
    private async ValueTask<T> AskMarkdownAsync<T>(QueryContext context, string path, Func<MarkdownClient, MarkdownSource, CancellationToken, ValueTask<T>> call, Func<MarkdownSource, T> passedThrough)
    {
        string file = SiteFolders.Join(context.Get(SiteInputs.Setting, SettingNames.Content), path);
        FileStamp stamp = context.Get(SiteInputs.File, file);
        context.Get(SiteInputs.Cell, _cells.Markdown.Name);
        var source = new MarkdownSource(path, await context.GetAsync(Text, file));
        try
        {
            CellOutcome<T> outcome = await _cells.Markdown.CallAsync(new CellInput(file, stamp.Hash), (client, cancellation) => call(client, source, cancellation), context.Cancellation);
            return outcome.TryGet(out T? value) ? value : passedThrough(source);
        }
        catch (SiteException error) when (error.Fault.File == path)
        {
            throw new SiteException(error.Fault with { File = file });
        }
    }

    private async ValueTask<SiteTree> BuildTreeAsync(QueryContext context, string key)
    {
        string folder = context.Get(SiteInputs.Setting, SettingNames.Content);
        string[] paths =
        [
            .. context.Get(SiteInputs.Files, folder).Paths.Where(static path => path.EndsWith(".md", StringComparison.Ordinal)).Select(path => SiteFolders.From(folder, path)),
        ];

        // All are read, so that all that is wrong is said at once.
        Task<FrontMatter>[] headers = [.. paths.Select(path => context.GetAsync(Header, path).AsTask())];
        await Task.WhenAll(headers);
        return TreeBuilder.Build(folder, [.. paths.Zip(headers, static (path, header) => (path, header.Result))]);
    }
}
