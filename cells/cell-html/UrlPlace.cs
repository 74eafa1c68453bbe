namespace Dodeca.Html;

/// <summary>Where a URL stands.</summary>
/// <param name="NameEnd">Where in the page the name of its element ends: there is room for another attribute.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Url">The URL as it is meant.</param>
/// <param name="Kind">What it is for.</param>
internal sealed record UrlPlace(int NameEnd, PageAttribute Attribute, string Url, UrlKind Kind)
{
    /// <summary>Whether a reader may follow it.</summary>
    internal bool IsLink => Kind == UrlKind.Link;

    /// <summary>Puts another URL in its place, unless it is the same.</summary>
    internal void Replace(string url)
    {
        if (url != Url)
            Attribute.Value = Kind == UrlKind.Set ? ImageSet.Replaced(Attribute.Value, Url, url) : url;
    }
}
