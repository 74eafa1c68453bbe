using Microsoft.AspNetCore.Http.Features;

namespace Dodeca.Http;

/// <summary>Who is asked for what there is, on behalf of whoever has opened the connection.</summary>
/// <param name="Content">Is asked.</param>
/// <param name="Cache">What it has answered.</param>
internal sealed record ContentFeature(ContentServiceClient Content, ContentCache Cache)
{
    private AccessRules? _access;

    internal static ContentFeature Of(HttpContext context) => context.Features.GetRequiredFeature<ContentFeature>();

    /// <summary>Who may ask; the answer stays the same for as long as the connection lasts.</summary>
    internal async ValueTask<AccessRules> AccessAsync(CancellationToken cancellation) => _access ??= await Content.AccessAsync(cancellation);
}
