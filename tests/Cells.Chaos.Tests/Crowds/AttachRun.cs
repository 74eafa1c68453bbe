using System.Diagnostics;
using Cells.Chaos.Restarts;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Crowds;

/// <summary>Attaches idle sessions one after the other: how long each takes until it goes over shared memory, and how much of that all of them keep.</summary>
internal static class AttachRun
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "attach";

    private const int WarmUps = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static async Task<AttachReport> RunAsync(int count)
    {
        using var directory = new TemporaryDirectory();
        string socket = Path.Combine(directory.Path, "cell.sock");
        using JournalProcess server = await JournalProcess.StartAsync(socket, Path.Combine(directory.Path, "journal"));
        for (int i = 0; i < WarmUps; i++)
        {
            (CellSession session, _) = await AttachAsync(socket);
            await session.DisposeAsync();
        }

        long before = SharedMappings.ResidentBytes(Environment.ProcessId);
        var sessions = new List<CellSession>();
        var times = new List<TimeSpan>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                (CellSession session, TimeSpan took) = await AttachAsync(socket);
                sessions.Add(session);
                times.Add(took);
            }

            times.Sort();
            return new AttachReport(count, times[count / 2], times[^1], SharedMappings.ResidentBytes(Environment.ProcessId) - before);
        }
        finally
        {
            foreach (CellSession session in sessions)
                await session.DisposeAsync();
            await server.EndAsync(Ending.Drain);
        }
    }

    private static async Task<(CellSession Session, TimeSpan Took)> AttachAsync(string socket)
    {
        long begun = Stopwatch.GetTimestamp();
        CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(socket), new SessionOptions { Name = "attach" });
        while (session.LaneFigures is null)
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
                throw new TimeoutException($"A session does not go over shared memory: {session.WhyNoSharedMemory ?? "nobody says why"}");
            await Task.Yield();
        }

        return (session, Stopwatch.GetElapsedTime(begun));
    }
}
