using Cells.Chaos.Restarts;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Crowds;

/// <summary>Opens many sessions from one process to another, and makes a call over each.</summary>
internal static class CrowdRun
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "sessions";

    /// <summary>How many sessions are opened at once.</summary>
    private const int AtOnce = 64;

    internal static async Task<CrowdReport> RunAsync(int count)
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        using JournalProcess server = await JournalProcess.StartAsync(socket, Path.Combine(directory.Path, "journal"));
        var sessions = new CellSession[count];
        try
        {
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, cancellation) =>
            {
                sessions[i] = await CellSession.OpenAsync(UnixSocket.Connect(socket), new SessionOptions { Name = "crowd" }, cancellation);
                long answer = await sessions[i].CreateClient<JournalClient>().WriteAsync(i, cancellation);
                if (answer != i)
                    throw new InvalidOperationException($"Session {i} got the answer {answer}.");
            });
            return new CrowdReport(count, ProcessState.Of(server.Id), ProcessState.Of(Environment.ProcessId));
        }
        finally
        {
            foreach (CellSession? session in sessions)
            {
                if (session is not null)
                    await session.DisposeAsync();
            }

            await server.EndAsync(Ending.Drain);
        }
    }
}
