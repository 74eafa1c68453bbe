using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Running;

/// <summary>Asks the supervisor of a run directory for a cell, whichever runs there.</summary>
internal static class CellStart
{
    internal static async Task<StartReply> AskAsync(CellSpec spec, SupervisorFiles files, CancellationToken cancellation)
    {
        while (true)
        {
            StartReply reply;
            try
            {
                using SupervisorConnection supervisor = SupervisorConnection.Open(files, cancellation);
                reply = await supervisor.Nucleus.StartAsync(spec, cancellation);
            }
            catch (PeerLostException lost) when (lost.NotStarted)
            {
                // It was ending when it was asked: its successor will do it.
                continue;
            }

            if (reply.Outcome != StartOutcomes.Ending)
                return reply;
        }
    }
}
