using System.Security.Cryptography;
using Cells.Platform.Files;
using Dodeca.Problems;

namespace Dodeca.Sources;

/// <summary>Finds the files of a site, and what they hold; reads only what has changed since the last time.</summary>
/// <param name="site">The site's folder.</param>
/// <param name="output">Where it is written to: not part of it, though it may be in its folder.</param>
internal sealed class SourceScan(string site, string output)
{
    /// <summary>A file that has just been written may be written again without that its times show it.</summary>
    private static readonly long SettledAfterNanoseconds = (long)TimeSpan.FromSeconds(2).TotalNanoseconds;

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>What it remembers of files.</summary>
    internal IReadOnlyDictionary<string, Known> Memory => _known;

    /// <summary>Remembers what another process has found.</summary>
    internal void Remember(IEnumerable<KeyValuePair<string, Known>> known)
    {
        foreach ((string path, Known file) in known)
            _known[path] = file;
    }

    /// <summary>The files of some folders.</summary>
    /// <param name="folders">The folders, from the site's.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SiteException">A folder or a file may not be read.</exception>
    internal Dictionary<string, FileStamp> Look(IEnumerable<string> folders, CancellationToken cancellation)
    {
        Dictionary<string, FileStamp> found = new(StringComparer.Ordinal);
        foreach (string folder in folders)
        {
            foreach (string path in FilesOf(folder))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Stamp(path) is { } stamp)
                    found.Add(path, stamp);
            }
        }

        foreach (string gone in _known.Keys.Where(path => !found.ContainsKey(path)).ToArray())
            _known.Remove(gone);
        return found;
    }

    private List<string> FilesOf(string folder)
    {
        string absolute = Path.Combine(site, folder);
        if (!Directory.Exists(absolute))
            return [];
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
            return
            [
                .. Directory.EnumerateFiles(absolute, "*", options).Where(path => !path.StartsWith(output + "/", StringComparison.Ordinal)).Select(path => Path.GetRelativePath(site, path))
                    .Where(path => !IsHidden(path) && SiteFolders.Has(folder, path)).Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"the folder cannot be read: {error.Message}", "give yourself the right to read it (chmod u+rx), or move it out of the site", folder);
        }
    }

    /// <summary>What editors and systems leave: nobody's page.</summary>
    private static bool IsHidden(string path) => path.Split('/').Any(static part => part.StartsWith('.') || part.EndsWith('~') || part.StartsWith('#'));

    /// <returns>What a file holds; null where it has just gone.</returns>
    private FileStamp? Stamp(string path)
    {
        string absolute = Path.Combine(site, path);
        if (!FileStatus.TryOf(absolute, out FileStatus status) || status.IsDirectory)
            return null;
        if (_known.TryGetValue(path, out Known? known) && known.Describes(status))
            return known.Stamp;
        try
        {
            using FileStream file = File.OpenRead(absolute);
            var stamp = new FileStamp(Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16)), file.Length);
            long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
            if (now - status.ModifiedNanoseconds > SettledAfterNanoseconds)
                _known[path] = new Known(stamp, status.Inode, status.ModifiedNanoseconds, status.ChangedNanoseconds);
            return stamp;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"the file cannot be read: {error.Message}", file: path);
        }
    }

    /// <summary>A file as it was when it was read.</summary>
    internal sealed record Known(FileStamp Stamp, ulong Inode, long ModifiedNanoseconds, long ChangedNanoseconds)
    {
        internal bool Describes(FileStatus status) =>
            status.Size == Stamp.Length && status.Inode == Inode && status.ModifiedNanoseconds == ModifiedNanoseconds && status.ChangedNanoseconds == ChangedNanoseconds;
    }
}
