using System.Text;
using Cells;
using Dodeca.Content;
using Dodeca.Http;
using Dodeca.Problems;
using Dodeca.Queries;
using Dodeca.Serving.Pages;
using Dodeca.Sources;
using Microsoft.Win32.SafeHandles;
using Picante;

namespace Dodeca.Serving;

/// <summary>Answers the HTTP cell with the newest state of a site. What a request asks for is computed; it waits for nothing else.</summary>
/// <param name="site">The site.</param>
/// <param name="lookup">What its pages show.</param>
/// <param name="history">What was sent.</param>
/// <param name="follower">Follows pages.</param>
/// <param name="hosts">The names that this machine may be called by.</param>
internal sealed class ContentService(LiveSite site, PageLookup lookup, PageHistory history, PageFollower follower, IReadOnlyList<string> hosts) : IContentService
{
    /// <summary>Larger files are sent piece by piece.</summary>
    private const int MaxInlineBytes = 256 << 10;

    private const int MaxPieceBytes = 1 << 20;

    /// <inheritdoc/>
    public ValueTask<AccessRules> AccessAsync(CancellationToken cancellation = default) => new(new AccessRules([.. hosts]));

    /// <inheritdoc/>
    public async ValueTask<Http.Content> FindContentAsync(string path, CancellationToken cancellation = default)
    {
        if (path == PageFrame.ScriptPath)
            return Text(PageFrame.ScriptGeneration, path, PageFrame.Script);
        using Snapshot snapshot = site.Look();
        if (Path.HasExtension(path) && await FileAsync(snapshot, path, cancellation) is { } file)
            return file;
        if (path == PageFrame.IconPath)
            return File(PageFrame.IconGeneration, PageFrame.IconName, Encoding.UTF8.GetByteCount(PageFrame.Icon), Encoding.UTF8.GetBytes(PageFrame.Icon), isNamed: false);
        string route = path.EndsWith("/index.html", StringComparison.Ordinal) ? path[..^"index.html".Length] : path.EndsWith('/') ? path : path + "/";
        PageState page = await lookup.FindAsync(snapshot, route, cancellation);
        switch (page)
        {
            case PageState.Shown when route != path:
                return new Http.Content.Redirect(page.Generation, Uri.EscapeDataString(route).Replace("%2F", "/", StringComparison.Ordinal));
            case PageState.Shown shown:
                history.Remember(route, shown);
                return new Http.Content.Html(shown.Generation, PageFrame.WithScript(shown.Html, route, shown.Generation), route);
            case PageState.Failed failed:
                return new Http.Content.Failed(failed.Generation, PageFrame.Failed(route, failed.Generation, failed.Problems, site.Folder));
            default:
                return await AliasAsync(snapshot, path, cancellation) is { } target
                    ? new Http.Content.Redirect(target, target)
                    : new Http.Content.NotFound(page.Generation, PageFrame.Missing(path, page.Generation, ((PageState.Missing)page).Nearest));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ContentPiece> ReadContentAsync(string path, string generation, long offset, int count, CancellationToken cancellation = default)
    {
        using Snapshot snapshot = site.Look();
        if (await FindAssetAsync(snapshot, path, cancellation) is not { Source.Length: > 0 } asset || asset.Hash != generation || count is < 0 or > MaxPieceBytes || offset < 0)
            return new ContentPiece(null);
        using SafeFileHandle file = SiteFile.Open(site.Folder, asset.Source);
        SharedBytes piece = SharedBytes.Rent((int)Math.Min(count, Math.Max(0, RandomAccess.GetLength(file) - offset)));
        int read = 0;
        while (read < piece.Length && RandomAccess.Read(file, piece.WritableSpan[read..], offset + read) is > 0 and var got)
            read += got;
        if (read == piece.Length)
            return new ContentPiece(piece);
        piece.Dispose();
        return new ContentPiece(null);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<PageEvent> WatchAsync(string route, string generation, CancellationToken cancellation = default) => follower.FollowAsync(route, generation, cancellation);

    /// <inheritdoc/>
    public async ValueTask<List<ScopeEntry>> GetScopeAsync(string route, List<string> path, CancellationToken cancellation = default)
    {
        using Snapshot snapshot = site.Look();
        try
        {
            return await snapshot.GetAsync(site.Queries.Inspection.Scope, InspectionQueries.KeyOf(route, path), cancellation);
        }
        catch (SiteException error)
        {
            return [new ScopeEntry("", "problem", error.Message, HasEntries: false)];
        }
    }

    /// <inheritdoc/>
    public async ValueTask<EvalResult> EvalExpressionAsync(string route, string expression, CancellationToken cancellation = default)
    {
        using Snapshot snapshot = site.Look();
        try
        {
            return new EvalResult(await snapshot.GetAsync(site.Queries.Inspection.Value, InspectionQueries.KeyOf(route, [expression]), cancellation), null);
        }
        catch (SiteException error)
        {
            return new EvalResult("", error.Fault.Help is { } help ? $"{error.Fault.Message} ({help})" : error.Fault.Message);
        }
    }

    private async Task<Http.Content?> FileAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        try
        {
            if (await FindAssetAsync(snapshot, path, cancellation) is not { } asset)
                return null;
            if (asset.Source.Length > 0)
                return await CopyAsync(asset, path, cancellation);
            return asset.Url == path && path.EndsWith(".css", StringComparison.Ordinal) ? new Http.Content.Css(asset.Hash, asset.Content) : Text(asset.Hash, path, asset.Content, asset.Url == path);
        }
        catch (SiteException error)
        {
            PageState.Failed failed = PageLookup.Failed([new Problem(error.Fault)], site.Folder);
            return new Http.Content.Failed(failed.Generation, PageFrame.Failed(path, failed.Generation, failed.Problems, site.Folder));
        }
    }

    /// <summary>The file that an address stands for, with the hash that it has now, with another, or without one.</summary>
    private async Task<Asset?> FindAssetAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        AssetIndex index = await snapshot.GetAsync(site.Queries.Assets.Index, "", cancellation);
        string? url = index.Sources.ContainsKey(path) ? path : AssetQueries.WithoutHash(path) is { } plain && index.Sources.ContainsKey(plain) ? plain : null;
        return url is null ? null : await snapshot.GetAsync(site.Queries.Assets.Asset, url, cancellation);
    }

    private async Task<Http.Content?> CopyAsync(Asset asset, string path, CancellationToken cancellation)
    {
        try
        {
            using SafeFileHandle file = SiteFile.Open(site.Folder, asset.Source);
            long length = RandomAccess.GetLength(file);
            ReadOnlyMemory<byte>? bytes = null;
            if (length <= MaxInlineBytes)
            {
                byte[] whole = new byte[length];
                await RandomAccess.ReadAsync(file, whole, 0, cancellation);
                bytes = whole;
            }

            return File(asset.Hash, path, length, bytes, asset.Url == path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // It has just been removed.
            return null;
        }
    }

    private async Task<string?> AliasAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        try
        {
            SiteTree tree = await snapshot.GetAsync(site.Queries.Content.Tree, "", cancellation);
            return tree.Nodes.Nodes.Find(node => node.Aliases.Exists(alias => alias.Trim('/') == path.Trim('/')))?.Route;
        }
        catch (SiteException)
        {
            return null;
        }
    }

    private static Http.Content Text(string generation, string path, string text, bool isNamed = false)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return File(generation, path, bytes.Length, bytes, isNamed);
    }

    /// <param name="generation">Names what stands in it.</param>
    /// <param name="path">Its address.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="bytes">The bytes; null where there are too many.</param>
    /// <param name="isNamed">Whether its address names what stands in it.</param>
    private static Http.Content File(string generation, string path, long length, ReadOnlyMemory<byte>? bytes, bool isNamed) => isNamed && AssetQueries.WithoutHash(path) is not null
        ? new Http.Content.Static(generation, MimeTypes.Of(path), length, bytes)
        : new Http.Content.StaticNoCache(generation, MimeTypes.Of(path), length, bytes);
}
