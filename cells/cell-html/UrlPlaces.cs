using AngleSharp.Dom;

namespace Dodeca.Html;

/// <summary>Finds the URLs of a page, in one walk through it.</summary>
internal static class UrlPlaces
{
    /// <summary>What is no address of anything that could be looked at.</summary>
    private static readonly string[] Opaque = ["data:", "mailto:", "tel:", "javascript:", "blob:", "about:", "sms:"];

    internal static List<UrlPlace> Find(IDocument document)
    {
        List<UrlPlace> places = [];
        foreach (IElement element in document.All)
        {
            switch (element.LocalName)
            {
                case "a" or "area":
                    Add(places, element, "href", isLink: true);
                    break;
                case "link" or "use" or "image":
                    Add(places, element, "href");
                    break;
                case "img" or "source":
                    Add(places, element, "src");
                    places.AddRange(OfSet(element));
                    break;
                case "script" or "audio" or "track" or "iframe" or "embed" or "input":
                    Add(places, element, "src");
                    break;
                case "video":
                    Add(places, element, "src");
                    Add(places, element, "poster");
                    break;
                case "object":
                    Add(places, element, "data");
                    break;
                case "form":
                    Add(places, element, "action");
                    break;
                case "meta" when element.GetAttribute("property") == "og:image" || element.GetAttribute("name") == "twitter:image":
                    Add(places, element, "content");
                    break;
            }
        }

        return places;
    }

    private static void Add(List<UrlPlace> places, IElement element, string attribute, bool isLink = false)
    {
        if (element.GetAttribute(attribute)?.Trim() is { } url && IsAsked(url))
            places.Add(new UrlPlace(element, url, isLink, replacement => element.SetAttribute(attribute, replacement)));
    }

    /// <summary>The URLs of a set of images: each with a width or a density, separated by commas.</summary>
    private static IEnumerable<UrlPlace> OfSet(IElement element)
    {
        const string attribute = "srcset";
        if (element.GetAttribute(attribute) is not { } set)
            yield break;
        foreach (string candidate in Candidates(set))
        {
            string url = candidate.Split(' ', 2)[0].TrimEnd(',');
            if (IsAsked(url))
                yield return new UrlPlace(element, url, IsLink: false, replacement => element.SetAttribute(attribute, WithReplaced(element.GetAttribute(attribute)!, url, replacement)));
        }
    }

    private static string WithReplaced(string set, string url, string replacement) => string.Join(
        ", ",
        Candidates(set).Select(candidate => candidate == url || candidate.StartsWith(url + " ", StringComparison.Ordinal) ? replacement + candidate[url.Length..] : candidate));

    private static string[] Candidates(string set) => set.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsAsked(string url) => url.Length > 0 && !Array.Exists(Opaque, scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
}
