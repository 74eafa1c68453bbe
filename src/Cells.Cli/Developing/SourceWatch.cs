using System.Threading.Channels;

namespace Cells.Cli.Developing;

/// <summary>Says when a source has changed, below any of several folders. What builds and editors put beside sources is no source.</summary>
internal sealed class SourceWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);
    private static readonly string[] Outputs = ["bin", "obj", "artifacts", "run", "node_modules", "TestResults"];

    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Channel<string> _changes = Channel.CreateBounded<string>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Watches these folders from now on, and no others.</summary>
    internal void Watch(IEnumerable<string> folders)
    {
        // One within another is watched with it.
        string[] all = [.. folders.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> outer = [.. all.Where(folder => !Array.Exists(all, other => other != folder && folder.StartsWith(other + "/", StringComparison.Ordinal)))];
        foreach (string gone in _watchers.Keys.Where(folder => !outer.Contains(folder)).ToArray())
        {
            _watchers[gone].Dispose();
            _watchers.Remove(gone);
        }

        foreach (string folder in outer.Where(folder => !_watchers.ContainsKey(folder) && Directory.Exists(folder)))
            _watchers.Add(folder, Create(folder));
    }

    /// <summary>Waits until sources have changed, and no further one does for a moment; returns their names, and when the first one was noticed.</summary>
    internal async Task<Change> NextAsync(CancellationToken cancellation)
    {
        string first = await _changes.Reader.ReadAsync(cancellation);
        long noticed = TimeProvider.System.GetTimestamp();
        HashSet<string> paths = new(StringComparer.Ordinal) { first };
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            quiet.CancelAfter(Quiet);
            try
            {
                paths.Add(await _changes.Reader.ReadAsync(quiet.Token));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return new Change([.. paths.Order(StringComparer.Ordinal)], noticed);
            }
        }
    }

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers.Values)
            watcher.Dispose();
    }

    private FileSystemWatcher Create(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite,
        };
        watcher.Changed += (_, change) => Note(folder, change.FullPath);
        watcher.Created += (_, change) => Note(folder, change.FullPath);
        watcher.Deleted += (_, change) => Note(folder, change.FullPath);
        watcher.Renamed += (_, change) => Note(folder, change.FullPath);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Note(string folder, string path)
    {
        string[] parts = Path.GetRelativePath(folder, path).Split('/');
        if (Array.Exists(parts, static part => part is ['.', ..] or [.., '~'] || Outputs.Contains(part)))
            return;

        // Of a change that does not fit in any more, nothing is lost but its name.
        _changes.Writer.TryWrite(path);
    }

    /// <summary>Sources that have changed.</summary>
    /// <param name="Paths">Which.</param>
    /// <param name="NoticedAt">When the first one was noticed, as a timestamp.</param>
    internal sealed record Change(IReadOnlyList<string> Paths, long NoticedAt);
}
