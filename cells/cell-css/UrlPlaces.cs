using System.Text;

namespace Dodeca.Css;

/// <summary>Where a URL stands in a stylesheet.</summary>
/// <param name="Start">Where what is to be replaced begins: the URL with its quotes, where it has any.</param>
/// <param name="End">Where that ends.</param>
/// <param name="Url">The URL.</param>
internal sealed record UrlPlace(int Start, int End, string Url);

/// <summary>Finds the URLs of a stylesheet: in <c>url()</c>, and the texts behind <c>@import</c>. Comments and other texts are passed over.</summary>
internal static class UrlPlaces
{
    internal static List<UrlPlace> Find(string css)
    {
        List<UrlPlace> places = [];
        bool isImport = false;
        for (int at = 0; at < css.Length;)
        {
            if (At(css, at, "/*"))
            {
                at = After(css, "*/", at + 2);
            }
            else if (css[at] is '"' or '\'')
            {
                int end = TextEnd(css, at);
                if (isImport)
                    Add(places, at, end, css[(at + 1)..Math.Max(at + 1, end - 1)]);
                at = end;
            }
            else if (At(css, at, "url(") && !IsNamePart(css, at - 1))
            {
                at = ReadUrl(css, at + 4, places);
            }
            else
            {
                isImport = At(css, at, "@import") || (isImport && css[at] != ';');
                at += At(css, at, "@import") ? "@import".Length : 1;
            }
        }

        return places;
    }

    internal static string Replace(string css, List<UrlPlace> places, Dictionary<string, string> replacements)
    {
        var result = new StringBuilder(css.Length + 64);
        int written = 0;
        foreach (UrlPlace place in places)
        {
            string replacement = replacements[place.Url];
            if (replacement == place.Url)
                continue;
            result.Append(css, written, place.Start - written).Append('"').Append(replacement.Replace("\"", "%22", StringComparison.Ordinal)).Append('"');
            written = place.End;
        }

        return result.Append(css, written, css.Length - written).ToString();
    }

    private static int ReadUrl(string css, int at, List<UrlPlace> places)
    {
        while (at < css.Length && char.IsWhiteSpace(css[at]))
            at++;
        if (at < css.Length && css[at] is '"' or '\'')
        {
            int end = TextEnd(css, at);
            Add(places, at, end, css[(at + 1)..Math.Max(at + 1, end - 1)]);
            return end;
        }

        int close = css.IndexOf(')', at);
        if (close < 0)
            return css.Length;
        string url = css[at..close].TrimEnd();
        Add(places, at, at + url.Length, url);
        return close + 1;
    }

    private static void Add(List<UrlPlace> places, int start, int end, string url)
    {
        if (url.Length > 0 && url[0] != '#' && !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && !url.Contains('\\'))
            places.Add(new UrlPlace(start, end, url));
    }

    private static int TextEnd(string css, int at)
    {
        char quote = css[at++];
        while (at < css.Length && css[at] != quote && css[at] != '\n')
            at += css[at] == '\\' ? 2 : 1;
        return Math.Min(css.Length, at + 1);
    }

    private static int After(string css, string sign, int at) => css.IndexOf(sign, Math.Min(at, css.Length), StringComparison.Ordinal) is >= 0 and var found ? found + sign.Length : css.Length;

    private static bool At(string css, int at, string sign) => string.Compare(css, at, sign, 0, sign.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsNamePart(string css, int at) => at >= 0 && (char.IsLetterOrDigit(css[at]) || css[at] is '-' or '_');
}
