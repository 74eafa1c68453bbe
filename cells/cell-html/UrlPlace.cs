using AngleSharp.Dom;

namespace Dodeca.Html;

/// <summary>Where a URL stands.</summary>
/// <param name="Element">The element.</param>
/// <param name="Url">The URL as it is written.</param>
/// <param name="IsLink">Whether a reader may follow it.</param>
/// <param name="Put">Puts another in its place.</param>
internal sealed record UrlPlace(IElement Element, string Url, bool IsLink, Action<string> Put)
{
    /// <summary>Puts another URL in its place, unless it is the same.</summary>
    internal void Replace(string url)
    {
        if (url != Url)
            Put(url);
    }
}
