using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>The content hashes of files, remembered together with each file's status, so that an unchanged file is not read again.</summary>
internal sealed class FileHashes
{
    /// <summary>A file changed this short a time ago may change again without its time telling: the kernel's clock for files is coarse.</summary>
    private const long UnsettledNanoseconds = 50_000_000;

    private readonly string _path;
    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _used = new(StringComparer.Ordinal);
    private bool _changed;

    private FileHashes(string path) => _path = path;

    internal static FileHashes Load(string path)
    {
        var hashes = new FileHashes(path);
        if (!File.Exists(path))
            return hashes;
        foreach (string line in File.ReadLines(path))
        {
            if (Entry.TryParse(line, out string? file, out Entry entry))
                hashes._known[file] = entry;
        }

        return hashes;
    }

    /// <summary>The hash of a file's content; null where there is no such file.</summary>
    internal string? Of(string path)
    {
        if (!FileStatus.TryOf(path, out FileStatus status) || status.IsDirectory)
            return null;
        string stamp = string.Create(CultureInfo.InvariantCulture, $"{status.Device:x}.{status.Inode:x}.{status.Size:x}.{status.ModifiedNanoseconds:x}.{status.ChangedNanoseconds:x}");
        if (_known.TryGetValue(path, out Entry known) && known.Stamp == stamp)
        {
            _used[path] = known;
            return known.Hash;
        }

        _changed = true;
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        if (now - status.ChangedNanoseconds > UnsettledNanoseconds && FileStatus.TryOf(path, out FileStatus after) && after == status)
            _used[path] = new Entry(stamp, hash);
        return hash;
    }

    /// <summary>Remembers what was asked for, and forgets the rest.</summary>
    internal void Save()
    {
        if (!_changed && _used.Count == _known.Count)
            return;
        var text = new StringBuilder();
        foreach ((string path, Entry entry) in _used)
            text.Append(entry.Stamp).Append(' ').Append(entry.Hash).Append(' ').Append(path).Append('\n');
        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private readonly record struct Entry(string Stamp, string Hash)
    {
        internal static bool TryParse(string line, out string path, out Entry entry)
        {
            int first = line.IndexOf(' ', StringComparison.Ordinal);
            int second = first < 0 ? -1 : line.IndexOf(' ', first + 1);
            (path, entry) = second < 0
                ? ("", default)
                : (line[(second + 1)..], new Entry(line[..first], line[(first + 1)..second]));
            return second >= 0;
        }
    }
}
