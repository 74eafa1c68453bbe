namespace Dodeca.Sources;

/// <summary>The folders of a site that are read.</summary>
internal static class SiteFolders
{
    internal const string Templates = "templates";
    internal const string Sass = "sass";
    internal const string Static = "static";
    internal const string Data = "data";

    /// <param name="content">The folder of pages; empty where they stand in the site's folder itself.</param>
    internal static IReadOnlyList<string> All(string content) => [content, Templates, Sass, Static, Data];

    /// <summary>A path in a folder, from the site's folder.</summary>
    internal static string Join(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";

    /// <summary>A path of the site, from one of its folders.</summary>
    internal static string From(string folder, string path) => folder.Length == 0 ? path : path[(folder.Length + 1)..];

    /// <summary>Whether a file belongs to a folder: where pages stand in the site's folder itself, what is in none of the others.</summary>
    internal static bool Has(string folder, string path) => folder.Length == 0
        ? !All("-").Any(other => path.StartsWith(other + "/", StringComparison.Ordinal)) && path != "dodeca.toml"
        : path.StartsWith(folder + "/", StringComparison.Ordinal);
}
