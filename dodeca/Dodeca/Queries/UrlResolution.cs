using Cells.Toml;
using Dodeca.Content;
using Dodeca.Host;
using Picante;

namespace Dodeca.Queries;

/// <summary>Finds out where URLs lead. What decides becomes a dependency of whatever they stand in.</summary>
internal sealed class UrlResolution(ContentQueries content, AssetQueries assets)
{
    /// <param name="context">The query that asks.</param>
    /// <param name="from">The address of what the URL stands in.</param>
    /// <param name="written">The URL as it is written.</param>
    internal async ValueTask<ResolvedUrl> ResolveAsync(QueryContext context, string from, string written)
    {
        if (written.StartsWith("@/", StringComparison.Ordinal))
            return await ContentFileAsync(context, written);
        if (written[0] is '#' or '?' || written.StartsWith("//", StringComparison.Ordinal) || HasScheme(written))
            return new ResolvedUrl(written, null);

        int end = written.IndexOfAny(['?', '#']) is >= 0 and var mark ? mark : written.Length;
        (string path, string rest) = (Absolute(from, Uri.UnescapeDataString(written[..end])), written[end..]);
        if ((await context.GetAsync(assets.Source, path)).Length > 0)
            return new ResolvedUrl(Based(context, await context.GetAsync(assets.Url, path)) + rest, null);
        string route = path.EndsWith('/') ? path : path + "/";
        if ((await context.GetAsync(content.Exists, route)).Length > 0)
            return new ResolvedUrl(Based(context, route) + rest, null);
        return new ResolvedUrl(written, await NothingAsync(context, path, route));
    }

    private async ValueTask<ResolvedUrl> ContentFileAsync(QueryContext context, string written)
    {
        string[] parts = written[2..].Split('#', 2);
        string route = await context.GetAsync(content.RouteOf, parts[0]);
        if (route.Length > 0)
            return new ResolvedUrl(Based(context, route) + (parts.Length > 1 ? $"#{parts[1]}" : ""), null);
        SiteTree tree = await context.GetAsync(content.Tree, "");
        string? nearest = NearestName.Find(parts[0], tree.Paths);
        return new ResolvedUrl(written, $"there is no page '{parts[0]}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
    }

    private async ValueTask<string> NothingAsync(QueryContext context, string path, string route)
    {
        SiteTree tree = await context.GetAsync(content.Tree, "");
        IEnumerable<string> files = (await context.GetAsync(assets.Index, "")).Sources.Keys;
        string? nearest = NearestName.Find(route, tree.Routes) ?? NearestName.Find(path, files);
        return $"nothing has the address {path}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}";
    }

    /// <summary>An address in the site, behind where the site is found.</summary>
    internal static string Based(QueryContext context, string url) => BasePath(context) + url;

    /// <summary>The address in the site of what <see cref="Based"/> has made.</summary>
    internal static string InSite(QueryContext context, string based) => BasePath(context) is var path && based.StartsWith(path + "/", StringComparison.Ordinal) ? based[path.Length..] : based;

    /// <summary>Where the site is found, without the last slash.</summary>
    private static string BasePath(QueryContext context)
    {
        string given = context.Get(SiteInputs.Setting, SettingNames.BaseUrl);
        return (Uri.TryCreate(given, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https" ? parsed!.AbsolutePath : given).TrimEnd('/');
    }

    private static string Absolute(string from, string path)
    {
        if (path.StartsWith('/'))
            return path;
        List<string> parts = [.. from[..(from.LastIndexOf('/') + 1)].Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string part in path.Split('/'))
        {
            if (part == "..")
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part is not "." and not "")
                parts.Add(part);
        }

        return $"/{string.Join('/', parts)}{(path.EndsWith('/') && parts.Count > 0 ? "/" : "")}";
    }

    private static bool HasScheme(string url) => url.IndexOf(':') is > 0 and var colon && url.AsSpan(0, colon).IndexOfAny("/?#") < 0;
}
