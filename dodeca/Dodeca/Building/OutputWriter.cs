using System.Collections.Concurrent;
using System.Globalization;
using Cells.Platform.Files;
using Dodeca.Problems;

namespace Dodeca.Building;

/// <summary>
/// Writes a site into its folder. What is new is written beside it first, so that a full disk leaves the old site as it is; then it takes its place file by file, assets before pages, and what
/// is no longer needed goes last: at no time does a page refer to what is not there. A folder that is not there yet appears whole.
/// </summary>
internal sealed class OutputWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _manifestPath;
    private readonly string _staging;
    private readonly Dictionary<string, WrittenFile> _before;

    /// <summary>Whether there is no such folder: what is staged becomes it.</summary>
    private readonly bool _isNew;
    private readonly ConcurrentQueue<(OutputFile File, string Staged)> _staged = [];

    /// <summary>Two files of one name are refused later; until then each has its own.</summary>
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private SiteException? _failure;
    private int _last;

    /// <param name="folder">The output folder.</param>
    /// <param name="manifestPath">Where it is kept what was written into it.</param>
    /// <param name="force">Whether files that no build has written may be replaced.</param>
    /// <exception cref="SiteException">There is something in the folder that no build has written.</exception>
    internal OutputWriter(string folder, string manifestPath, bool force)
    {
        _folder = folder;
        _manifestPath = manifestPath;
        _staging = Path.Combine(Path.GetDirectoryName(folder)!, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(folder)}.ddc-{Environment.ProcessId}"));
        RemoveLeft();
        OutputManifest? manifest = CacheFile.Read<OutputManifest>(manifestPath);
        _before = manifest?.Files.ToDictionary(static file => file.Path, StringComparer.Ordinal) ?? [];
        _isNew = !Directory.Exists(folder);
        if (manifest is null && !force && !_isNew && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new SiteException($"the folder '{folder}' has files in it that ddc did not write", "name another one with -o, remove it, or say --force: then files of the same names are replaced and others stay");
    }

    /// <summary>Writes a file beside the output, unless it stands there already. For any number of threads.</summary>
    /// <exception cref="SiteException">It cannot be written.</exception>
    internal async Task StageAsync(OutputFile file, CancellationToken cancellation)
    {
        if (IsThere(file))
            return;
        try
        {
            string staged = Path.Combine(_staging, _isNew && _names.TryAdd(file.Path, true) ? file.Path : Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture));
            Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
            await file.WriteAsync(staged, cancellation);
            _staged.Enqueue((file, staged));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(error);
        }
    }

    /// <summary>Lets what was staged take its place.</summary>
    /// <param name="files">All files of the site.</param>
    /// <returns>How many were written, and how many of an earlier build removed.</returns>
    /// <exception cref="SiteException">It cannot be written.</exception>
    internal (int Written, int Removed) Publish(IReadOnlyList<OutputFile> files)
    {
        string[] gone = [.. _before.Keys.Except(files.Select(static file => file.Path), StringComparer.Ordinal).Where(path => File.Exists(Path.Combine(_folder, path)))];
        if (_staged.IsEmpty && gone.Length == 0 && Directory.Exists(_folder))
            return (0, 0);
        try
        {
            if (_isNew && !_staged.IsEmpty)
                Directory.Move(_staging, _folder);
            else
                Replace();

            foreach (string path in gone)
                Remove(_folder, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(error);
        }

        Remember(files);
        return (_staged.Count, gone.Length);
    }

    private void Replace()
    {
        Directory.CreateDirectory(_folder);
        foreach ((OutputFile file, string staged) in _staged.OrderBy(static entry => entry.File.IsPage))
        {
            string path = Path.Combine(_folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(staged, path, overwrite: true);
        }
    }

    /// <summary>Removes what was staged and has not taken its place.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
    }

    /// <summary>Removes what builds that were killed have staged.</summary>
    private void RemoveLeft()
    {
        string parent = Path.GetDirectoryName(_folder)!;
        if (!Directory.Exists(parent))
            return;
        foreach (string left in Directory.EnumerateDirectories(parent, $".{Path.GetFileName(_folder)}.ddc-*"))
        {
            if (!Directory.Exists($"/proc/{left[(left.LastIndexOf('-') + 1)..]}"))
                Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>What was in the way first: it is for every other file too, and one is enough to be told.</summary>
    private SiteException Failure(Exception error)
    {
        var failure = new SiteException($"the site cannot be written to '{_folder}': {error.Message}", "the site that was there is as it was, as far as no file of it was replaced yet");
        return Interlocked.CompareExchange(ref _failure, failure, null) ?? failure;
    }

    /// <summary>Removes a file, and the folders that are empty then.</summary>
    internal static void Remove(string root, string path)
    {
        string file = Path.Combine(root, path);
        if (!File.Exists(file))
            return;
        File.Delete(file);
        for (string folder = Path.GetDirectoryName(file)!; folder.Length > root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            Directory.Delete(folder);
    }

    private void Remember(IEnumerable<OutputFile> files) => CacheFile.Write(_manifestPath, new OutputManifest(_folder, [.. files.Select(file =>
    {
        FileStatus status = FileStatus.Of(Path.Combine(_folder, file.Path));
        return new WrittenFile(file.Path, file.Hash, status.Size, status.ModifiedNanoseconds);
    })]));

    /// <summary>Whether it stands there as it was written.</summary>
    private bool IsThere(OutputFile file) =>
        _before.TryGetValue(file.Path, out WrittenFile? written)
        && written.Hash == file.Hash
        && FileStatus.TryOf(Path.Combine(_folder, file.Path), out FileStatus status)
        && status.Size == written.Length
        && status.ModifiedNanoseconds == written.ModifiedNanoseconds;
}
