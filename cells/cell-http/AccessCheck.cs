namespace Dodeca.Http;

/// <summary>
/// Refuses requests that name another host than this: the page of another site could else ask for what only this machine may see, under a name of its own that leads here.
/// </summary>
/// <param name="next">What comes behind it.</param>
internal sealed class AccessCheck(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        AccessRules access = await ContentFeature.Of(context).AccessAsync(context.RequestAborted);
        if (!IsAllowed(access, context.Request.Host.Host))
            await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, $"This server is not '{context.Request.Host}'. With --public it answers to any name.");
        else if (context.Request.Headers.Origin is [{ Length: > 0 } origin] && context.WebSockets.IsWebSocketRequest && !IsSame(origin, context.Request.Host))
            await RefuseAsync(context, StatusCodes.Status403Forbidden, $"Pages of {origin} may not connect here.");
        else
            await next(context);
    }

    private static bool IsAllowed(AccessRules access, string host) => access.Hosts.Contains("*") || access.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsSame(string origin, HostString host) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }
}
