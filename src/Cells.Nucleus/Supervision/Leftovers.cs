using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;

namespace Cells.Nucleus.Supervision;

/// <summary>What a supervisor that was killed, and its cells, have left in a run directory.</summary>
internal static class Leftovers
{
    /// <summary>Removes sockets that nobody serves and temporary files that nobody uses.</summary>
    internal static void Remove(SupervisorFiles files)
    {
        foreach (CellFiles cell in files.CellNames().Select(files.Cell).Where(cell => File.Exists(cell.Lock)))
        {
            // Whoever runs the cell has its lock.
            using FileLock? alone = FileLock.TryTake(cell.Lock);
            if (alone is null)
                continue;
            File.Delete(cell.Socket);
            InstanceFolder.RemoveUnused(cell);
        }
    }
}
