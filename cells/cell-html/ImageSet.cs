namespace Dodeca.Html;

/// <summary>A set of images: URLs, each with a width or a density, separated by commas.</summary>
internal static class ImageSet
{
    /// <summary>The URLs in it.</summary>
    internal static IEnumerable<string> Urls(string set) => Candidates(set).Select(static candidate => candidate.Split(' ', 2)[0].TrimEnd(','));

    /// <summary>The set with another URL in place of one.</summary>
    internal static string Replaced(string set, string url, string replacement) => string.Join(
        ", ",
        Candidates(set).Select(candidate => candidate == url || candidate.StartsWith(url + " ", StringComparison.Ordinal) ? replacement + candidate[url.Length..] : candidate));

    private static string[] Candidates(string set) => set.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
