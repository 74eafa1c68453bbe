using System.Diagnostics;

namespace Cells.Chaos.Hostile;

/// <summary>The hostile cell's process.</summary>
internal static class HostileProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "hostile-cell";

    private const int StepsPerSession = 4000;

    internal static HostileReport Run(string socket, int seed, long mutations, TimeSpan longest)
    {
        long begun = Stopwatch.GetTimestamp();
        while (mutations == 0 && Stopwatch.GetElapsedTime(begun) < longest)
            Thread.SpinWait(10);
        var report = new HostileReport(0, 0, 0, 0);
        while (report.Mutations < mutations && Stopwatch.GetElapsedTime(begun) < longest)
        {
            using HostileLane lane = HostileLane.Open(socket, new Random(seed + (int)report.Sessions));
            bool lives = true;
            int step = 0;
            for (; lives && step < StepsPerSession; step++)
                lives = lane.TryMutate();
            report = report with { Mutations = report.Mutations + step, Sessions = report.Sessions + 1, EndedByHost = report.EndedByHost + (lives ? 0 : 1) };
        }

        return report;
    }
}
