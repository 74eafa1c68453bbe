using System.Text;
using Cells;

namespace Dodeca.Http;

/// <summary>Answers requests with what there is.</summary>
internal static class ContentEndpoint
{
    /// <summary>How long a request waits for what it asked for, the making of the page included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A path this long is no page's.</summary>
    private const int MaxPathLength = 4096;

    private const string Html = "text/html; charset=utf-8";

    internal static async Task ServeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        string path = context.Request.Path.Value ?? "/";
        if (path.Length > MaxPathLength)
        {
            context.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return;
        }

        var asked = ContentFeature.Of(context);
        try
        {
            if ((asked.Cache.Find(path) ?? await AskAsync(context, asked, path)) is { } body)
                await body.SendAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
        }
        catch (Exception error) when (error is CellException or OperationCanceledException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = error is CellException ? StatusCodes.Status502BadGateway : StatusCodes.Status504GatewayTimeout;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(error is CellException ? $"{path} cannot be had: {error.Message}\n" : $"{path} was not ready within {Patience.TotalSeconds:0} s.\n", context.RequestAborted);
        }
    }

    /// <summary>Asks who knows.</summary>
    /// <returns>What is to be sent; null where it was.</returns>
    private static async Task<ServedBody?> AskAsync(HttpContext context, ContentFeature asked, string path)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        long epoch = asked.Cache.Epoch;
        Content content = await asked.Content.FindContentAsync(path, patience.Token);
        if (ServedBody.Of(content) is not { } body)
        {
            await WriteAsync(context, asked.Content, path, content, patience.Token);
            return null;
        }

        asked.Cache.Add(path, body, epoch);
        return body;
    }

    private static Task WriteAsync(HttpContext context, ContentServiceClient service, string path, Content content, CancellationToken cancellation) => content switch
    {
        Content.Static file => ServedBody.SendAsync(context, new ContentStream(service, path, file.Generation, file.Length), file.Mime, file.Generation, isNamed: true),
        Content.StaticNoCache file => ServedBody.SendAsync(context, new ContentStream(service, path, file.Generation, file.Length), file.Mime, file.Generation, isNamed: false),
        Content.Redirect elsewhere => RedirectAsync(context, elsewhere.Location),
        Content.Failed failed => PageAsync(context, StatusCodes.Status500InternalServerError, failed.Markup, cancellation),
        Content.NotFound missing => PageAsync(context, StatusCodes.Status404NotFound, missing.Markup, cancellation),
        _ => throw new InvalidOperationException($"{content.GetType().Name} is no content that can be served"),
    };

    private static Task RedirectAsync(HttpContext context, string location)
    {
        // Where it leads may change with the next edit.
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = location + context.Request.QueryString;
        return Task.CompletedTask;
    }

    private static async Task PageAsync(HttpContext context, int status, string markup, CancellationToken cancellation)
    {
        byte[] body = Encoding.UTF8.GetBytes(markup);
        context.Response.StatusCode = status;
        context.Response.ContentType = Html;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, cancellation);
    }
}
