using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Running;

/// <summary>All cells of a run directory: those of its supervisor, and those of programs that supervise their own, whose names begin with the program's.</summary>
internal static class RunDirectoryCells
{
    /// <param name="files">The run directory's files.</param>
    /// <param name="supervisor">Its supervisor; null where none runs.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static List<CellStatus> List(SupervisorFiles files, SupervisorConnection? supervisor, ListRequest request, CancellationToken cancellation)
    {
        List<CellStatus> cells = supervisor is null ? [] : supervisor.Nucleus.List(request, cancellation).Cells;
        var hosts = new HostFolders(files.Directory);
        foreach (string host in hosts.Names())
        {
            try
            {
                if (SupervisorConnection.TryJoin(hosts.Of(host), cancellation) is not { } hosted)
                    continue;
                using (hosted)
                    cells.AddRange(hosted.Nucleus.List(request, cancellation).Cells.Select(cell => cell with { Name = $"{host}/{cell.Name}" }));
            }
            catch (Exception error) when (error is PeerLostException or TimeoutException)
            {
                // The program has just ended, or stands still: that is no reason to say nothing of the others.
            }
        }

        return cells;
    }
}
