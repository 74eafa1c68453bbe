using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Dodeca.LinkCheck;

/// <summary>Asks for links: one question at a time to each host, with a pause between two.</summary>
internal sealed class LinkChecker : ILinkCheck
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<LinkResult> CheckAsync(List<string> urls, LinkCheckOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var results = Channel.CreateBounded<LinkResult>(64);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task work = WorkAsync(urls, options, results.Writer, stop.Token);
        try
        {
            await foreach (LinkResult result in results.Reader.ReadAllAsync(cancellation))
                yield return result;
        }
        finally
        {
            await stop.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WorkAsync(List<string> urls, LinkCheckOptions options, ChannelWriter<LinkResult> results, CancellationToken cancellation)
    {
        try
        {
            using var questions = new Questions(options);
            var hosts = urls.Distinct(StringComparer.Ordinal).GroupBy(static url => Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) ? parsed.Host : "", StringComparer.OrdinalIgnoreCase);
            await Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation }, async (host, stop) =>
            {
                bool isSkipped = options.SkipDomains.Exists(domain => host.Key.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.Key.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));
                bool isFirst = true;
                foreach (string url in host)
                {
                    if (!isFirst && !isSkipped)
                        await Task.Delay(options.DelayMs, stop);
                    isFirst = false;
                    await results.WriteAsync(isSkipped ? new LinkResult(url, 0, null, Skipped: true) : await questions.AskAsync(url, stop), stop);
                }
            });
            results.Complete();
        }
        catch (Exception error)
        {
            results.Complete(error);
        }
    }
}
