using System.Security.Cryptography;
using System.Text;
using Cells.Platform.Files;

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

    /// <summary>What was computed.</summary>
    internal string Queries => Path.Combine(Folder, "queries");

    /// <summary>What was found in the site's folder.</summary>
    internal string Sources => Path.Combine(Folder, "sources");

    /// <summary>What was written into an output folder.</summary>
    internal string Manifest(string output) => Path.Combine(Folder, $"output-{HashOf(output)}");

    /// <summary>The output folders that something was written into.</summary>
    internal IEnumerable<string> Manifests => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "output-*", new EnumerationOptions { MatchType = MatchType.Simple }) : [];

    internal void Ensure() => PrivateDirectory.Ensure(Directory.CreateDirectory(Folder).FullName);

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 6));
}
