using Cells.Platform.Files;
using Cells.Rpc.Discovery;

namespace Cells.Nucleus.RunDirectories;

/// <summary>The folders of programs that supervise cells of their own, in the run directory that they belong to. No cell can have such a name.</summary>
/// <param name="directory">The run directory.</param>
public sealed class HostFolders(RunDirectory directory)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The folder that they are in.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory.Path, ".hosts");

    /// <summary>The files of a host.</summary>
    /// <param name="name">Its name with its process, <c>dodeca-1234</c>.</param>
    public SupervisorFiles Of(string name) => new(new RunDirectory(System.IO.Path.Combine(Path, name)));

    /// <summary>The names of those that are there, whether or not they run still.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(Path)
        ? [.. Directory.EnumerateDirectories(Path).Select(static folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps all other hosts from making, looking at or removing folders, until the result is disposed.</summary>
    /// <exception cref="TimeoutException">Another host has kept them for too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The run directory belongs to somebody else.</exception>
    internal async Task<FileLock> LockAsync(CancellationToken cancellation)
    {
        PrivateDirectory.Ensure(directory.Path);
        PrivateDirectory.Ensure(Path);
        return await FileLock.TakeAsync(System.IO.Path.Combine(Path, "folders.lock"), LockTimeout, cancellation);
    }

    /// <summary>Removes the folders of hosts that have ended without doing so. Only while folders are locked.</summary>
    internal void RemoveLeft()
    {
        foreach (SupervisorFiles files in Names().Select(Of))
        {
            // Its cells have ended with it: their control sockets did.
            using FileLock? alone = FileLock.TryTake(files.Lock);
            if (alone is not null)
                Remove(files);
        }
    }

    /// <summary>Removes the folder of a host. Only under its lock, and while folders are locked.</summary>
    internal static void Remove(SupervisorFiles files)
    {
        foreach (CellFiles cell in files.CellNames().Select(files.Cell))
        {
            if (Directory.Exists(cell.TemporaryFolder))
                Directory.Delete(cell.TemporaryFolder, recursive: true);
        }

        Directory.Delete(files.Directory.Path, recursive: true);
    }
}
