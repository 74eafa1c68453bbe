namespace Dodeca.Html;

/// <summary>Which attributes hold URLs.</summary>
internal static class UrlAttributes
{
    /// <summary>What is no address of anything that could be looked at.</summary>
    private static readonly string[] Opaque = ["data:", "mailto:", "tel:", "javascript:", "blob:", "about:", "sms:"];

    /// <summary>What an attribute of an element is for; both names in lower case.</summary>
    internal static UrlKind KindOf(string element, ReadOnlySpan<char> attribute) => element switch
    {
        "a" or "area" when attribute is "href" => UrlKind.Link,
        "link" or "use" or "image" when attribute is "href" => UrlKind.Resource,
        "img" or "source" when attribute is "srcset" => UrlKind.Set,
        "img" or "source" or "script" or "audio" or "track" or "iframe" or "embed" or "input" or "video" when attribute is "src" => UrlKind.Resource,
        "video" when attribute is "poster" => UrlKind.Resource,
        "object" when attribute is "data" => UrlKind.Resource,
        "form" when attribute is "action" => UrlKind.Resource,
        _ => UrlKind.None,
    };

    /// <summary>Whether what a <c>meta</c> of this name says is the URL of an image.</summary>
    internal static bool IsImage(ReadOnlySpan<char> attribute, ReadOnlySpan<char> value) => (attribute is "property" && value is "og:image") || (attribute is "name" && value is "twitter:image");

    /// <summary>Whether the host is asked where it leads.</summary>
    internal static bool IsAsked(string url) => url.Length > 0 && !Array.Exists(Opaque, scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
