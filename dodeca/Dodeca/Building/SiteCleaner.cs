using Cells.Platform.Files;
using Dodeca.Configuration;
using Dodeca.Problems;

namespace Dodeca.Building;

/// <summary>Removes what builds have made: what they have written, and what they have kept. Files that no build has written stay.</summary>
public static class SiteCleaner
{
    /// <summary>Removes what builds of a site have made.</summary>
    /// <param name="site">The site.</param>
    /// <returns>The folders that something was removed from.</returns>
    /// <exception cref="SiteException">It is being built.</exception>
    public static IReadOnlyList<string> Clean(SiteConfiguration site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var cache = new SiteCache(site.Folder);
        if (!Directory.Exists(cache.Folder))
            return [];
        using FileLock alone = FileLock.TryTake(cache.Lock) ?? throw new SiteException("the site is being built", "try again when that is done");
        List<string> cleaned = [];
        foreach (OutputManifest manifest in cache.Manifests.Select(CacheFile.Read<OutputManifest>).OfType<OutputManifest>())
        {
            foreach (WrittenFile file in manifest.Files)
                OutputWriter.Remove(manifest.Folder, file.Path);
            if (Directory.Exists(manifest.Folder) && !Directory.EnumerateFileSystemEntries(manifest.Folder).Any())
                Directory.Delete(manifest.Folder);
            cleaned.Add(manifest.Folder);
        }

        Directory.Delete(cache.Folder, recursive: true);
        cleaned.Add(cache.Folder);
        return cleaned;
    }
}
