using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Native;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// A process's own folder for temporary files. The process inherits a lock beside it, which ends with the last process that has it: so a
/// later supervisor knows which folders nobody uses any more, whoever was killed.
/// </summary>
internal sealed class InstanceFolder
{
    private const string LockSuffix = ".lock";

    private readonly CellFiles _files;
    private readonly FileLock? _lock;

    private InstanceFolder(CellFiles files, string path, FileLock? held)
    {
        _files = files;
        Path = path;
        _lock = held;
    }

    /// <summary>The folder.</summary>
    internal string Path { get; }

    /// <summary>The lock, for the process to inherit.</summary>
    internal DescriptorHandle Lock => _lock!.Handle;

    /// <summary>The folder of a process that another supervisor has started.</summary>
    internal static InstanceFolder Adopt(CellFiles files, string path) => new(files, path, held: null);

    /// <summary>Makes a folder.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal static InstanceFolder Create(CellFiles files)
    {
        PrivateDirectory.Ensure(files.TemporaryFolder);
        string path = System.IO.Path.Combine(files.TemporaryFolder, Guid.NewGuid().ToString("n")[..8]);
        FileLock held = FileLock.TryTake(path + LockSuffix) ?? throw new IOException($"Another process uses {path}.");
        var folder = new InstanceFolder(files, path, held);
        try
        {
            PrivateDirectory.Ensure(path);
            return folder;
        }
        catch
        {
            folder.Remove();
            throw;
        }
    }

    /// <summary>Removes the folders of a cell that no process uses any more. Only for whoever holds the cell's lock.</summary>
    /// <exception cref="IOException">One cannot be removed.</exception>
    internal static void RemoveUnused(CellFiles files)
    {
        if (!Directory.Exists(files.TemporaryFolder))
            return;
        foreach (string path in Directory.EnumerateFileSystemEntries(files.TemporaryFolder).Select(PathOf).Distinct().ToList())
        {
            using FileLock? unused = FileLock.TryTake(path + LockSuffix);
            if (unused is not null)
                Remove(path);
        }

        RemoveIfEmpty(files.TemporaryFolder);
    }

    /// <summary>Removes it with what the process left. Only after that has ended.</summary>
    /// <exception cref="IOException">Something in it cannot be removed.</exception>
    internal void Remove()
    {
        using FileLock? held = _lock ?? FileLock.TryTake(Path + LockSuffix);

        // What others of its processes use still is removed by whoever comes later.
        if (held is null)
            return;
        Remove(Path);
        RemoveIfEmpty(_files.TemporaryFolder);
    }

    private static string PathOf(string entry) => entry.EndsWith(LockSuffix, StringComparison.Ordinal) ? entry[..^LockSuffix.Length] : entry;

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        File.Delete(path + LockSuffix);
    }

    private static void RemoveIfEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
