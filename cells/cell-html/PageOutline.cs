namespace Dodeca.Html;

/// <summary>What of a page may be changed, and where in its text that is.</summary>
/// <param name="Urls">Its URLs, in their order.</param>
/// <param name="Ids">What links into it may end with; each once.</param>
/// <param name="HeadEnd">Where its head ends, written or not.</param>
/// <param name="CodeEnds">Where blocks of code end: before the end tag of each.</param>
internal sealed record PageOutline(List<UrlPlace> Urls, List<string> Ids, int HeadEnd, List<int> CodeEnds);
