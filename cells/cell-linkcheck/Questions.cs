using System.Net;

namespace Dodeca.LinkCheck;

/// <summary>Asks for one URL, again where that may help.</summary>
/// <param name="options">How.</param>
internal sealed class Questions(LinkCheckOptions options) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = true, MaxAutomaticRedirections = 10, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = TimeSpan.FromMilliseconds(options.TimeoutMs),
        DefaultRequestHeaders = { { "User-Agent", "dodeca-linkcheck/0.1" }, { "Accept", "*/*" } },
    };

    internal async Task<LinkResult> AskAsync(string url, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            return new LinkResult(url, 0, "it is no address of a page", Skipped: false);
        for (int attempt = 0; ; attempt++)
        {
            (HttpStatusCode? status, TimeSpan? wish, string? problem) = await OnceAsync(uri, cancellation);
            bool mayChange = status is null or HttpStatusCode.TooManyRequests || (int)status >= 500;
            if (!mayChange || attempt >= options.Retries)
                return new LinkResult(url, (int)(status ?? 0), problem, Skipped: false);
            TimeSpan pause = wish ?? TimeSpan.FromMilliseconds(options.DelayMs * (1 << attempt));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<(HttpStatusCode? Status, TimeSpan? Wish, string? Problem)> OnceAsync(Uri uri, CancellationToken cancellation)
    {
        try
        {
            // Some servers answer HEAD with anything but the truth.
            using HttpResponseMessage head = await SendAsync(HttpMethod.Head, uri, cancellation);
            if (head.IsSuccessStatusCode || head.StatusCode == HttpStatusCode.TooManyRequests)
                return Told(head);
            using HttpResponseMessage get = await SendAsync(HttpMethod.Get, uri, cancellation);
            return Told(get);
        }
        catch (HttpRequestException error)
        {
            return (null, null, error.Message);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, null, $"no answer within {options.TimeoutMs / 1000.0:0.#} s");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri uri, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, uri);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static (HttpStatusCode? Status, TimeSpan? Wish, string? Problem) Told(HttpResponseMessage answer) =>
        (answer.StatusCode, answer.Headers.RetryAfter?.Delta, answer.IsSuccessStatusCode ? null : $"it answers {(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd());
}
