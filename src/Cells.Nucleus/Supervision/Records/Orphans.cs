using Cells.Nucleus.RunDirectories;

namespace Cells.Nucleus.Supervision;

/// <summary>Cells that run on without their supervisor, or would once somebody connects.</summary>
public static class Orphans
{
    /// <summary>Whether there are any, where no supervisor runs.</summary>
    /// <param name="files">The run directory's files.</param>
    public static bool Exist(SupervisorFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Leftovers.Find(files).Exists(static cell => cell.Record.IsAlive || cell.Record.IsIdle);
    }
}
