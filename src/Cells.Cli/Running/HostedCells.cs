using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Running;

/// <summary>Cells that run under programs that supervise their own.</summary>
internal static class HostedCells
{
    /// <summary>Upgrades a cell wherever a program runs it that was built from the same folder.</summary>
    /// <param name="spec">What it is to run.</param>
    /// <param name="force">Whether it may take over although it does not fit those that call it.</param>
    /// <param name="drainTimeoutMs">How long what the old process has begun may take.</param>
    /// <param name="files">The run directory's files.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What came of it, for each; the names begin with the program's.</returns>
    internal static async Task<List<StartReply>> UpgradeAsync(CellSpec spec, bool force, int drainTimeoutMs, SupervisorFiles files, CancellationToken cancellation)
    {
        List<StartReply> replies = [];
        var hosts = new HostFolders(files.Directory);
        foreach (string host in hosts.Names())
        {
            try
            {
                if (SupervisorConnection.TryJoin(hosts.Of(host), cancellation) is not { } hosted)
                    continue;
                using (hosted)
                {
                    List<CellStatus> cells = (await hosted.Nucleus.ListAsync(new ListRequest("", MeasureForMs: 0), cancellation)).Cells;
                    foreach (CellStatus cell in cells.Where(cell => cell.Source == spec.Source))
                    {
                        StartReply reply = await hosted.Nucleus.UpgradeAsync(new UpgradeRequest(spec with { Name = cell.Name }, force, drainTimeoutMs), cancellation);
                        replies.Add(reply with { Status = reply.Status with { Name = $"{host}/{cell.Name}" } });
                    }
                }
            }
            catch (Exception error) when (error is PeerLostException or TimeoutException)
            {
                // The program has just ended, or stands still: that is no reason to say nothing of the others.
            }
        }

        return replies;
    }
}
