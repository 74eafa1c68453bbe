using System.Diagnostics;
using Cells.Chaos.Restarts;
using Cells.Nucleus.Contracts;
using Cells.Platform.Faults;

namespace Cells.Chaos.Upgrades;

/// <summary>Replaces a service again and again while callers call, and compares what they got with what it noted.</summary>
internal static class UpgradeRun
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "upgrades";

    private const int CallsBetween = 200;

    /// <summary>Upgrades to the other version and back, a rollback now and then.</summary>
    /// <param name="upgrades">How many.</param>
    /// <param name="rollbacks">How many, spread over them.</param>
    /// <param name="replicas">In how many processes the service runs.</param>
    /// <param name="undisturbedCalls">How many calls each caller makes first, to compare with.</param>
    internal static Task<UpgradeReport> RunAsync(int upgrades, int rollbacks, int replicas = 1, int undisturbedCalls = CallsBetween) => UnderLoadAsync(replicas, async (home, callers) =>
    {
        int done = 0;
        for (int i = 1; i <= upgrades; i++)
        {
            string version = (await home.StatusAsync()).Build == LedgerProgram.Version1 ? LedgerProgram.Version2 : LedgerProgram.Version1;
            Expect(StartOutcomes.Upgraded, await home.Nucleus.UpgradeAsync(new UpgradeRequest(home.Ledger(version, replicas), Force: false, DrainTimeoutMs: 30_000)));
            await callers.OutcomesAsync(CallsBetween);
            done++;
            if (i * rollbacks / upgrades > (i - 1) * rollbacks / upgrades)
            {
                Expect(StartOutcomes.RolledBack, await home.Nucleus.RollbackAsync(new ReplaceRequest("ledger", Force: false, DrainTimeoutMs: 30_000)));
                await callers.OutcomesAsync(CallsBetween);
                done++;
            }
        }

        return done;
    }, undisturbedCalls: undisturbedCalls);

    /// <summary>Does something to a service while callers call.</summary>
    /// <param name="replicas">In how many processes it runs.</param>
    /// <param name="disturb">What is done; returns how often something took over.</param>
    /// <param name="stopAt">Where the first supervisor stops.</param>
    /// <param name="undisturbedCalls">How many calls each caller makes first, to compare with.</param>
    internal static async Task<UpgradeReport> UnderLoadAsync(int replicas, Func<SupervisorHome, LedgerCallers, Task<int>> disturb, FaultPoint stopAt = FaultPoint.None, int undisturbedCalls = CallsBetween)
    {
        await using SupervisorHome home = await SupervisorHome.StartAsync(stopAt);
        Expect(StartOutcomes.Started, await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1, replicas)));
        using var counted = new RetryCount();
        await using var callers = new LedgerCallers(home.Files.Directory.Path);
        await callers.OutcomesAsync(undisturbedCalls);
        callers.BeginDisturbance();
        long begun = Stopwatch.GetTimestamp();
        int before = callers.Served.Count;
        int replacements = await disturb(home, callers);
        await callers.OutcomesAsync(CallsBetween);
        double rate = (callers.Served.Count - before) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await callers.StopAsync();
        await home.EndAsync();
        return new UpgradeReport(
            replacements, callers.Served, callers.Lost, callers.Failures, [.. (await File.ReadAllLinesAsync(home.Journal)).Select(long.Parse)], counted.NotStarted, rate, callers.UndisturbedMilliseconds, callers.Milliseconds);
    }

    /// <exception cref="InvalidOperationException">Something else came of it.</exception>
    internal static void Expect(string outcome, StartReply reply)
    {
        if (reply.Outcome != outcome)
            throw new InvalidOperationException($"{reply.Outcome} instead of {outcome}: {reply.Reason}\n{string.Join('\n', reply.LastLines)}");
    }
}
