using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cells.Platform.Files;

namespace Cells.Nucleus.Builds.Inputs;

/// <summary>
/// One look at the sources of a repository: each folder and each file is looked at once, for however many projects. What was read of a file
/// is remembered together with its status from one look to the next, so that an unchanged file is not read again.
/// </summary>
internal sealed class SourceLook
{
    /// <summary>A file changed this short a time ago may change again without its time telling: the kernel's clock for files is coarse.</summary>
    private const long UnsettledNanoseconds = 50_000_000;

    /// <summary>Begins the line of an import, behind that of the file that imports.</summary>
    private const char ImportMark = ' ';

    private readonly string _path;
    private readonly HashSet<string> _outputs;
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Known?> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Folder> _folders = new(StringComparer.Ordinal);
    private bool _changed;

    private SourceLook(BuildPlace place)
    {
        _path = Path.Combine(place.Root, "files.hashes");

        // Should a project stand at the root of its workspace, what builds and cells write is below it.
        _outputs = place.WorkspaceDirectory is { } workspace
            ? new(StringComparer.Ordinal) { Path.Combine(workspace, "artifacts"), Path.Combine(workspace, "run") }
            : [];
    }

    /// <summary>A new look, for all projects whose builds are kept at the same root.</summary>
    internal static SourceLook Begin(BuildPlace place)
    {
        var look = new SourceLook(place);
        if (!File.Exists(look._path))
            return look;
        Known? last = null;
        foreach (string line in File.ReadLines(look._path))
        {
            if (line is [ImportMark, ..])
                last?.Imports.Add(line[1..]);
            else if ((last = Known.Parse(line, out string path)) is not null)
                look._known[path] = last;
        }

        return look;
    }

    /// <summary>What is below a folder.</summary>
    internal Folder In(string folder)
    {
        if (!_folders.TryGetValue(folder, out Folder? seen))
            _folders.Add(folder, seen = LookInto(folder));
        return seen;
    }

    /// <summary>The hash of a file's content; null where there is no such file.</summary>
    internal string? HashOf(string path) => SeenAt(path)?.Hash;

    /// <summary>What an MSBuild file imports, as far as that can be told; nothing where there is no such file.</summary>
    internal IReadOnlyList<string> ImportsOf(string path) => SeenAt(path)?.Imports ?? [];

    /// <summary>Remembers what was seen. What was not looked at stays, as long as it is there.</summary>
    internal void Save()
    {
        if (!_changed)
            return;
        var text = new StringBuilder();
        foreach ((string path, Known known) in _known)
        {
            if (!_seen.ContainsKey(path) && !File.Exists(path))
                continue;
            text.Append(known.Stamp).Append(' ').Append(known.Hash).Append(' ').Append(path).Append('\n');
            foreach (string import in known.Imports)
                text.Append(ImportMark).Append(import).Append('\n');
        }

        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private Folder LookInto(string folder)
    {
        string[] files = SourceFolder.Files(folder, _outputs);
        Array.Sort(files, StringComparer.Ordinal);
        var digest = new FileDigest();
        foreach (string file in files)
            digest.Add(file, this);
        return new Folder(files, digest.ToString(), [.. files.Where(ImportedFiles.MayImport).SelectMany(ImportsOf).Distinct(StringComparer.Ordinal)]);
    }

    private Known? SeenAt(string path)
    {
        if (!_seen.TryGetValue(path, out Known? seen))
            _seen.Add(path, seen = LookAt(path));
        return seen;
    }

    private Known? LookAt(string path)
    {
        if (!FileStatus.TryOf(path, out FileStatus status) || status.IsDirectory)
        {
            _changed |= _known.Remove(path);
            return null;
        }

        string stamp = string.Create(CultureInfo.InvariantCulture, $"{status.Device:x}.{status.Inode:x}.{status.Size:x}.{status.ModifiedNanoseconds:x}.{status.ChangedNanoseconds:x}");
        if (_known.TryGetValue(path, out Known? known) && known.Stamp == stamp)
            return known;

        _changed = true;
        byte[] content = File.ReadAllBytes(path);
        var read = new Known(stamp, Convert.ToHexStringLower(SHA256.HashData(content)), ImportedFiles.MayImport(path) ? ImportedFiles.Of(path, content) : []);
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        if (now - status.ChangedNanoseconds > UnsettledNanoseconds && FileStatus.TryOf(path, out FileStatus after) && after == status)
            _known[path] = read;
        else
            _known.Remove(path);
        return read;
    }

    /// <summary>A folder of sources.</summary>
    /// <param name="Files">The files below it.</param>
    /// <param name="Digest">Of their paths and of what they hold.</param>
    /// <param name="Imports">What those of MSBuild import.</param>
    internal sealed record Folder(IReadOnlyList<string> Files, string Digest, IReadOnlyList<string> Imports);

    private sealed record Known(string Stamp, string Hash, List<string> Imports)
    {
        internal static Known? Parse(string line, out string path)
        {
            int first = line.IndexOf(' ', StringComparison.Ordinal);
            int second = first < 0 ? -1 : line.IndexOf(' ', first + 1);
            path = line[(second + 1)..];
            return second < 0 ? null : new Known(line[..first], line[(first + 1)..second], []);
        }
    }
}
