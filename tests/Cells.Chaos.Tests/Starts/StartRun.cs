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
    /// <exception cref="TimeoutException">Something has grown.</exception>
    internal static async Task<string> RunAsync(int times)
    {
        await using SupervisorHome home = await SupervisorHome.StartAsync();

        // Another cell keeps the supervisor.
        UpgradeRun.Expect(StartOutcomes.Started, await home.Nucleus.StartAsync(home.Ledger(LedgerProgram.Version1) with { Name = "other" }));
        await RepeatAsync(home, UntilWarm);
        Left before = Left.Of(home);
        await RepeatAsync(home, times);
        Left after = Left.Of(home);

        // What is about to end gets the time to; what has leaked does not end.
        await SupervisorHome.EventuallyAsync(() => (after = Left.Of(home)).IsWithin(before), () => $"after {UntilWarm} starts: {before}; after {times} more: {after}");
        await home.EndAsync();
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
        internal bool IsWithin(Left before) => Descriptors <= before.Descriptors && Threads <= before.Threads && Files <= before.Files && Processes == before.Processes
            && ResidentBytes <= before.ResidentBytes + MaxGrowthBytes;

        internal static Left Of(SupervisorHome home) => new(
                Directory.EnumerateFileSystemEntries($"/proc/{home.SupervisorProcess}/fd").Count(),
                OwnThreads(home.SupervisorProcess),
                ProcessState.Of(home.SupervisorProcess).ResidentBytes,
                home.Processes().Count,
                Directory.EnumerateFiles(home.Files.Directory.Path, "*", SearchOption.AllDirectories).Count());

        /// <summary>
        /// Threads besides the runtime's own, of which it makes more or fewer as it likes. Of those that read one leads at a time, and there may be none while another takes over.
        /// </summary>
        private static int OwnThreads(int process)
        {
            string[] names = [.. Directory.EnumerateDirectories($"/proc/{process}/task").Select(NameOf).Where(static name => name.Length > 0 && !name.StartsWith(".NET", StringComparison.Ordinal))];
            int readers = names.Count(static name => name.StartsWith("cells-reactor", StringComparison.Ordinal));
            return names.Length - readers + Math.Max(1, readers);
        }

        private static string NameOf(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                // It has ended between the two looks.
                return "";
            }
        }

        public override string ToString() => $"{Descriptors} descriptors, {Threads} threads, {ResidentBytes >> 20} MiB, {Processes} processes, {Files} files";
    }
}
