using Cells;

namespace Dodeca.Host;

/// <summary>What pages, stylesheets and scripts ask their host: where that is which they refer to.</summary>
[CellContract("url_host")]
public interface IUrlHost
{
    /// <summary>Where URLs lead.</summary>
    /// <param name="context">What they stand in.</param>
    /// <param name="urls">The URLs as they are written.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each, in their order.</returns>
    [Fault<SourceFault>]
    ValueTask<List<ResolvedUrl>> ResolveUrlsAsync(ulong context, List<string> urls, CancellationToken cancellation = default);
}

/// <summary>Where a URL leads.</summary>
/// <param name="Url">What stands in its place; the same where nothing is to be changed.</param>
/// <param name="Problem">Why it leads nowhere; null where it does not.</param>
[CellMessage]
public sealed partial record ResolvedUrl(string Url, string? Problem);
