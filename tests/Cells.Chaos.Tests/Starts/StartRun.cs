using Cells.Chaos.Crowds;
using Cells.Chaos.Upgrades;
using Cells.Nucleus.Contracts;

namespace Cells.Chaos.Starts;

/// <summary>Starts and stops a cell again and again, and looks what that leaves in its supervisor and on the disk.</summary>
internal static class StartRun
{
    /// <summary>The argument that runs it at length.</summary>
    internal const string Command = "starts";

    private const int UntilWarm = 20;
    private const long MaxGrowthBytes = 12 << 20;

    /// <summary>Starts and stops it so often.</summary>
    /// <returns>What was there before and after, for people.</returns>
    /// <exception cref="InvalidOperationException">Something has grown.</exception>
    internal static async Task<string> RunAsync(int times)
    {
        await using SupervisorHome home = await SupervisorHome.StartAsync();

        // Another cell keeps the supervisor.
        UpgradeRun.Expect(StartOutcomes.Started, await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1) with { Name = "other" }));
        await RepeatAsync(home, UntilWarm);
        Left before = Left.Of(home);
        await RepeatAsync(home, times);
        Left after = Left.Of(home);
        await home.EndAsync();
        if (after.Descriptors > before.Descriptors || after.Threads > before.Threads + 2 || after.Files > before.Files || after.Processes != before.Processes || after.ResidentBytes > before.ResidentBytes + MaxGrowthBytes)
            throw new InvalidOperationException($"after {UntilWarm} starts: {before}; after {times} more: {after}");
        return $"{times} starts and stops: {before} before, {after} after";
    }

    private static async Task RepeatAsync(SupervisorHome home, int times)
    {
        for (int i = 0; i < times; i++)
        {
            UpgradeRun.Expect(StartOutcomes.Started, await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1)));
            StopReply stopped = await home.Nucleus.StopAsync(new StopRequest("ledger", 10_000));
            if (stopped is not { Found: true, Stopped: [{ Drained: true }] })
                throw new InvalidOperationException($"it was not stopped in order: {stopped}");
        }
    }

    private sealed record Left(int Descriptors, int Threads, long ResidentBytes, int Processes, int Files)
    {
        internal static Left Of(SupervisorHome home)
        {
            ProcessState state = ProcessState.Of(home.SupervisorProcess);
            return new Left(
                Directory.EnumerateFileSystemEntries($"/proc/{home.SupervisorProcess}/fd").Count(),
                state.Threads,
                state.ResidentBytes,
                home.Processes().Count,
                Directory.EnumerateFiles(home.Files.Directory.Path, "*", SearchOption.AllDirectories).Count());
        }

        public override string ToString() => $"{Descriptors} descriptors, {Threads} threads, {ResidentBytes >> 20} MiB, {Processes} processes, {Files} files";
    }
}
