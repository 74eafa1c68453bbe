using Cells.Platform.Files;
using Dodeca.Sources;

namespace Dodeca.Serving.Watching;

/// <summary>
/// Says when the files of a site may have changed. However an editor saves, it is told; which file it was does not matter, since all are looked at then. Folders may come and go, the site's own too.
/// </summary>
/// <param name="site">The site's folder.</param>
/// <param name="folders">The folders of it that are read at the moment; one of no name is the site's own.</param>
/// <param name="output">Where the site may be written to: what happens there is no change of it.</param>
internal sealed class SourceWatcher(string site, Func<IReadOnlyList<string>> folders, string output) : IDisposable
{
    private const NotifyFilters Everything = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes;

    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Lock _gate = new();
    private bool _isDisposed;

    /// <summary>Begins to watch, and watches folders that have come since it was last called.</summary>
    internal void Follow()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            Dictionary<string, bool> wanted = Wanted();
            foreach ((string folder, Watch watch) in _watches.ToArray())
            {
                // A folder that was removed and made again is another one, and its watcher sees nothing of it.
                if (wanted.TryGetValue(folder, out bool isDeep) && isDeep == watch.Watcher.IncludeSubdirectories && FileStatus.TryOf(folder, out FileStatus status) && status.Inode == watch.Inode)
                    continue;
                watch.Watcher.Dispose();
                _watches.Remove(folder);
            }

            foreach ((string folder, bool isDeep) in wanted)
            {
                if (!_watches.ContainsKey(folder) && FileStatus.TryOf(folder, out FileStatus status) && TryWatch(folder, isDeep) is { } watcher)
                    _watches.Add(folder, new Watch(watcher, status.Inode));
            }
        }
    }

    /// <summary>Waits until something has changed, and then until nothing does for a moment.</summary>
    /// <param name="quiet">The moment.</param>
    /// <param name="patience">After how long changes that go on are taken as they are.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>When the first of them was noticed, as a timestamp.</returns>
    internal async Task<long> NextAsync(TimeSpan quiet, TimeSpan patience, CancellationToken cancellation)
    {
        await _signal.WaitAsync(cancellation);
        long noticed = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(noticed) < patience && await _signal.WaitAsync(quiet, cancellation))
        {
            // Another change.
        }

        return noticed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (Watch watch in _watches.Values)
                watch.Watcher.Dispose();
            _watches.Clear();
        }

        _signal.Dispose();
    }

    /// <summary>The folders to watch, and whether those below them too. What is not there yet is seen to come by the one above it.</summary>
    private Dictionary<string, bool> Wanted()
    {
        string above = Path.GetDirectoryName(site)!;
        while (!Directory.Exists(above))
            above = Path.GetDirectoryName(above)!;
        Dictionary<string, bool> wanted = new(StringComparer.Ordinal) { [above] = false };
        foreach (string folder in (string[])[site, Path.Combine(site, ".config")])
        {
            if (Directory.Exists(folder))
                wanted[folder] = false;
        }

        foreach (string folder in folders().Select(folder => Path.TrimEndingDirectorySeparator(Path.Combine(site, folder))).Where(Directory.Exists))
            wanted[folder] = true;
        return wanted;
    }

    private FileSystemWatcher? TryWatch(string folder, bool isDeep)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = isDeep, NotifyFilter = Everything };
        watcher.Changed += (_, change) => Note(change.FullPath);
        watcher.Created += (_, change) => Note(change.FullPath);
        watcher.Deleted += (_, change) => Note(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Note(change.OldFullPath);
            Note(change.FullPath);
        };

        // More than it could tell; or the folder has gone.
        watcher.Error += (_, _) => Signal();
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException or ArgumentException)
        {
            watcher.Dispose();
            return null;
        }
    }

    private void Note(string path)
    {
        if (IsOfSite(path))
            Signal();
    }

    private bool IsOfSite(string path)
    {
        if (path == site || site.StartsWith(path + "/", StringComparison.Ordinal))
            return true;
        if (!path.StartsWith(site + "/", StringComparison.Ordinal) || path == output || path.StartsWith(output + "/", StringComparison.Ordinal))
            return false;
        string relative = path[(site.Length + 1)..];
        return relative is ".config" or ".config/dodeca.toml" or "dodeca.toml"
            || (!SourceScan.IsHidden(relative) && folders().Any(folder => folder.Length == 0 || relative == folder || relative.StartsWith(folder + "/", StringComparison.Ordinal)));
    }

    /// <summary>Says that something may have changed.</summary>
    internal void Signal()
    {
        lock (_gate)
        {
            if (!_isDisposed && _signal.CurrentCount == 0)
                _signal.Release();
        }
    }

    private readonly record struct Watch(FileSystemWatcher Watcher, ulong Inode);
}
