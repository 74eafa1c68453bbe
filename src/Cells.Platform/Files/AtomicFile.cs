namespace Cells.Platform.Files;

/// <summary>Writes a file so that a reader sees all of the old content or all of the new.</summary>
public static class AtomicFile
{
    // By default a pattern's last '.*' would also stand for nothing.
    private static readonly EnumerationOptions Literally = new() { MatchType = MatchType.Simple };

    /// <summary>Writes; the last of several writers at once wins.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="content">What it is to hold.</param>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using Draft draft = new(path);
        draft.Content.Write(content);
        draft.Keep();
    }

    /// <summary>Writes what is too much to be held in memory; the last of several writers at once wins.</summary>
    /// <param name="path">The file; its directory exists.</param>
    /// <param name="write">Writes what it is to hold.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using Draft draft = new(path);
        write(draft.Content);
        draft.Keep();
    }

    /// <summary>Removes what writers have left that were killed. Only where nobody writes.</summary>
    /// <param name="path">The file that they wrote; its directory exists.</param>
    public static void RemoveDrafts(string path)
    {
        foreach (string draft in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*.*", Literally))
            File.Delete(draft);
    }

    /// <summary>A file on its way to take another one's place; removed unless it is kept.</summary>
    private sealed class Draft(string path) : IDisposable
    {
        private readonly string _draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():n}";
        private FileStream? _content;
        private bool _isKept;

        internal FileStream Content => _content ??= new FileStream(_draft, FileMode.CreateNew, FileAccess.Write);

        internal void Keep()
        {
            Content.Dispose();
            File.Move(_draft, path, overwrite: true);
            _isKept = true;
        }

        public void Dispose()
        {
            _content?.Dispose();
            if (!_isKept)
                File.Delete(_draft);
        }
    }
}
