using System.Text;
using Microsoft.Net.Http.Headers;

namespace Dodeca.Http;

/// <summary>A body as it is sent.</summary>
/// <param name="Bytes">It.</param>
/// <param name="Mime">Its type.</param>
/// <param name="Tag">Names what stands in it.</param>
/// <param name="Caching">How long browsers may keep it.</param>
internal sealed record ServedBody(ReadOnlyMemory<byte> Bytes, string Mime, EntityTagHeaderValue Tag, string Caching)
{
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Checked = "no-cache";

    /// <returns>The body; null where there is none, or it is sent piece by piece.</returns>
    internal static ServedBody? Of(Content content) => content switch
    {
        Content.Html html => new ServedBody(Encoding.UTF8.GetBytes(html.Markup), "text/html; charset=utf-8", TagOf(html.Generation), Checked),
        Content.Css css => new ServedBody(Encoding.UTF8.GetBytes(css.Text), "text/css; charset=utf-8", TagOf(css.Generation), Forever),
        Content.Static { Bytes: { } bytes } file => new ServedBody(bytes, file.Mime, TagOf(file.Generation), Forever),
        Content.StaticNoCache { Bytes: { } bytes } file => new ServedBody(bytes, file.Mime, TagOf(file.Generation), Checked),
        _ => null,
    };

    internal static EntityTagHeaderValue TagOf(string generation) => new($"\"{generation}\"");

    internal Task SendAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = Caching;
        return TypedResults.Bytes(Bytes, Mime, enableRangeProcessing: true, entityTag: Tag).ExecuteAsync(context);
    }

    /// <summary>Sends a file that comes piece by piece.</summary>
    internal static Task SendAsync(HttpContext context, Stream pieces, string mime, string generation, bool isNamed)
    {
        context.Response.Headers.CacheControl = isNamed ? Forever : Checked;
        return TypedResults.Stream(pieces, mime, entityTag: TagOf(generation), enableRangeProcessing: true).ExecuteAsync(context);
    }
}
