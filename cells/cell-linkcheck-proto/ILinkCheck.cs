using Cells;

namespace Dodeca.LinkCheck;

/// <summary>Looks whether links to other sites lead somewhere.</summary>
[CellContract("linkcheck")]
public interface ILinkCheck
{
    /// <summary>Asks for each URL, politely.</summary>
    /// <param name="urls">The URLs.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>One for each, in the order in which they were answered.</returns>
    IAsyncEnumerable<LinkResult> CheckAsync(List<string> urls, LinkCheckOptions options, CancellationToken cancellation = default);
}

/// <summary>How links are checked.</summary>
/// <param name="SkipDomains">Hosts that are not asked, nor what lies below them.</param>
/// <param name="DelayMs">How long to wait between two questions to one host.</param>
/// <param name="Concurrency">How many hosts are asked at once.</param>
/// <param name="TimeoutMs">How long an answer may take.</param>
/// <param name="Retries">How often is asked again where there is no answer, or none that counts (429, 5xx).</param>
[CellMessage]
public sealed partial record LinkCheckOptions(List<string> SkipDomains, int DelayMs = 1000, int Concurrency = 8, int TimeoutMs = 10_000, int Retries = 2);

/// <summary>What became of a link.</summary>
/// <param name="Url">The URL.</param>
/// <param name="Status">The HTTP status; 0 where there was no answer.</param>
/// <param name="Problem">Why it leads nowhere; null where it does not.</param>
/// <param name="Skipped">Whether it was not asked for.</param>
[CellMessage]
public sealed partial record LinkResult(string Url, int Status, string? Problem, bool Skipped);
