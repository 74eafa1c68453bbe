using System.IO.Enumeration;
using Cells.Platform.Files;
using Dodeca.Problems;
using Microsoft.Win32.SafeHandles;

namespace Dodeca.Sources;

/// <summary>Finds the files of a site, and what they hold; reads only what has changed since the last time.</summary>
/// <param name="site">The site's folder.</param>
/// <param name="output">Where it is written to: not part of it, though it may be in its folder.</param>
internal sealed class SourceScan(string site, string output)
{
    /// <summary>A file that has just been written may be written again without that its times show it.</summary>
    private static readonly long SettledAfterNanoseconds = (long)TimeSpan.FromSeconds(2).TotalNanoseconds;

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly List<string> _followed = [];

    /// <summary>What it remembers of files.</summary>
    internal IReadOnlyDictionary<string, Known> Memory => _known;

    /// <summary>Links that lead out of the site, as it was last looked at: what is there is no part of it.</summary>
    internal IReadOnlyCollection<string> LeftOut => _leftOut;

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
        _leftOut.Clear();
        _followed.Clear();
        foreach (string folder in folders)
        {
            foreach ((string path, bool isBelowLink) in FilesOf(folder))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Stamp(path, isBelowLink) is { } stamp)
                    found.Add(path, stamp);
            }
        }

        foreach (string gone in _known.Keys.Where(path => !found.ContainsKey(path)).ToArray())
            _known.Remove(gone);
        return found;
    }

    private List<(string Path, bool IsBelowLink)> FilesOf(string folder)
    {
        string absolute = Path.GetFullPath(folder, site);
        if (!Directory.Exists(absolute))
            return [];
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
            var found = new FileSystemEnumerable<(string Path, bool IsBelowLink)>(absolute, (ref entry) => (entry.ToFullPath(), IsBelowLink(entry.Directory)), options)
            {
                ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
                ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || IsFollowed(entry.ToFullPath()),
            };
            return
            [
                .. found.Where(file => !file.Path.StartsWith(output + "/", StringComparison.Ordinal))
                    .Select(file => (Path: FromSite(file.Path), file.IsBelowLink))
                    .Where(file => !IsHidden(file.Path) && SiteFolders.Has(folder, file.Path))
                    .OrderBy(static file => file.Path, StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiteException($"the folder cannot be read: {error.Message}", "give yourself the right to read it (chmod u+rx), or move it out of the site", folder);
        }
    }

    /// <summary>A thousand times in each look: not by way of <see cref="Path.GetRelativePath"/>, which takes both apart.</summary>
    private string FromSite(string path) =>
        path.StartsWith(site, StringComparison.Ordinal) && path.Length > site.Length && path[site.Length] == '/' ? path[(site.Length + 1)..] : Path.GetRelativePath(site, path);

    /// <summary>A link to a folder of the site is followed, unless it leads to where it is itself.</summary>
    private bool IsFollowed(string link)
    {
        string? target = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
        if (target is null || !Directory.Exists(target))
            return false;
        if (!target.StartsWith(site + "/", StringComparison.Ordinal))
            _leftOut.Add(Path.GetRelativePath(site, link));
        if (!target.StartsWith(site + "/", StringComparison.Ordinal) || link.StartsWith(target + "/", StringComparison.Ordinal))
            return false;
        _followed.Add(link + "/");
        return true;
    }

    private bool IsBelowLink(ReadOnlySpan<char> directory)
    {
        foreach (string link in _followed)
        {
            if (directory.StartsWith(link.AsSpan(0, link.Length - 1), StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private bool IsInside(string path)
    {
        try
        {
            using SafeFileHandle file = SiteFile.Open(site, path);
            return true;
        }
        catch (SiteException)
        {
            _leftOut.Add(path);
            return false;
        }
        catch (FileNotFoundException)
        {
            // A link to nothing.
            return false;
        }
    }

    /// <summary>What editors and systems leave: nobody's page.</summary>
    internal static bool IsHidden(string path)
    {
        foreach (Range part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(part) is ['.' or '#', ..] or [.., '~'])
                return true;
        }

        return false;
    }

    /// <returns>What a file holds; null where it has just gone, or is not the site's.</returns>
    private FileStamp? Stamp(string path, bool isBelowLink)
    {
        string absolute = Path.Combine(site, path);
        if (!FileStatus.TryOf(absolute, out FileStatus status, followLinks: false))
            return null;
        if (status.IsLink || isBelowLink)
        {
            if (!IsInside(path) || !FileStatus.TryOf(absolute, out status))
                return null;
        }

        if (status.IsDirectory)
            return null;
        if (_known.TryGetValue(path, out Known? known) && known.Describes(status))
            return known.Stamp;
        try
        {
            using FileStream file = File.OpenRead(absolute);
            var stamp = new FileStamp(ContentHash.Of(file), file.Length);
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
