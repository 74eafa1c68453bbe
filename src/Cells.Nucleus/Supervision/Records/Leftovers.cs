using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;

namespace Cells.Nucleus.Supervision;

/// <summary>What a supervisor that was killed, and its cells, have left in a run directory.</summary>
internal static class Leftovers
{
    /// <summary>The cells that it wants to go on: those that it had written down since the machine was started.</summary>
    internal static List<(CellFiles Files, CellRecord Record)> Find(SupervisorFiles files) =>
        [.. files.CellNames().Select(files.Cell).Select(static cell => (Files: cell, Record: CellRecord.Read(cell)!)).Where(static cell => cell.Record is not null)];

    /// <summary>Removes sockets that nobody serves, temporary files that nobody uses, and records that say nothing any more.</summary>
    /// <param name="files">The run directory's files.</param>
    /// <param name="systemd">Who may keep sockets for the next start, which then stay; null: nobody.</param>
    internal static void Remove(SupervisorFiles files, SystemdLink? systemd)
    {
        foreach (CellFiles cell in files.CellNames().Where(name => systemd?.Keeps(name) != true).Select(files.Cell).Where(cell => File.Exists(cell.Lock) && CellRecord.Read(cell) is null))
        {
            // Whoever runs the cell has its lock.
            using FileLock? alone = FileLock.TryTake(cell.Lock);
            if (alone is null)
                continue;
            File.Delete(cell.Socket);
            File.Delete(cell.Record);
            AtomicFile.RemoveDrafts(cell.Record);
            InstanceFolder.RemoveUnused(cell);
            LimitGroup.RemoveUnused(cell);
        }
    }
}
