using Cells.Platform.Files;
using Dodeca.Sources;

namespace Dodeca.Building;

/// <summary>What is kept of a site between builds: outside of it, in the user's cache.</summary>
public sealed class SiteCache
{
    /// <summary>The cache of a site.</summary>
    /// <param name="site">The site's folder.</param>
    public SiteCache(string site)
    {
        string root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        Folder = Path.Combine(root, "dodeca", $"{Path.GetFileName(site)}-{HashOf(site)}");
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Held while the site is built.</summary>
    internal string Lock => Path.Combine(Folder, "lock");

    /// <summary>What was computed for builds.</summary>
    internal string Queries => Path.Combine(Folder, "queries");

    /// <summary>What was computed while the site was served: with another address than that of builds, on which much of it depends.</summary>
    internal string ServedQueries => Path.Combine(Folder, "served-queries");

    /// <summary>What was found in the site's folder.</summary>
    internal string Sources => Path.Combine(Folder, "sources");

    /// <summary>What was written into an output folder.</summary>
    internal string Manifest(string output) => Path.Combine(Folder, $"output-{HashOf(output)}");

    /// <summary>The output folders that something was written into.</summary>
    internal IEnumerable<string> Manifests => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "output-*", new EnumerationOptions { MatchType = MatchType.Simple }) : [];

    internal void Ensure() => PrivateDirectory.Ensure(Directory.CreateDirectory(Folder).FullName);

    private static string HashOf(string path) => ContentHash.Of(path)[..12];
}
