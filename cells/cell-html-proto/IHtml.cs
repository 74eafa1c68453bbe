using Cells;
using Dodeca.Host;

namespace Dodeca.Html;

/// <summary>Finishes pages. Whoever asks serves <see cref="IUrlHost"/>.</summary>
[CellContract("html")]
public interface IHtml
{
    /// <summary>Rewrites URLs, marks dead links, adds what the page needs; in one parse.</summary>
    [Idempotent]
    [Fault<SourceFault>]
    ValueTask<ProcessedHtml> ProcessAsync(HtmlPage page, CallContext context = default);
}

/// <summary>A page as its template has made it.</summary>
/// <param name="Context">What callbacks say it with.</param>
/// <param name="Html">The markup.</param>
/// <param name="Head">Markup to be added at the end of its head.</param>
/// <param name="CodeButtons">Whether blocks of code get a button that copies them.</param>
[CellMessage]
public sealed partial record HtmlPage(ulong Context, string Html, List<string> Head, bool CodeButtons);

/// <summary>A finished page.</summary>
/// <param name="Html">The markup.</param>
/// <param name="Ids">What links into it may end with.</param>
/// <param name="Links">Where its links lead: as they were written, and as they are now.</param>
/// <param name="DeadLinks">Those that lead nowhere, and why.</param>
[CellMessage]
public sealed partial record ProcessedHtml(string Html, List<string> Ids, List<PageLink> Links, List<DeadLink> DeadLinks);

/// <summary>A link.</summary>
/// <param name="Written">As it was written.</param>
/// <param name="Target">Where it leads.</param>
[CellMessage]
public sealed partial record PageLink(string Written, string Target);

/// <summary>A link that leads nowhere.</summary>
/// <param name="Written">As it was written.</param>
/// <param name="Problem">Why.</param>
[CellMessage]
public sealed partial record DeadLink(string Written, string Problem);
