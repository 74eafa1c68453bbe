using Cells.Cli.Logs;
using Cells.Cli.Output;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Running;

/// <summary>Runs cells with their supervisor in this process, for a service manager or a container: what they write is printed, and it ends with them, or with a signal.</summary>
internal static class ForegroundRun
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>A supervisor that was just begun is found at once.</summary>
    private static readonly SupervisionLimits Limits = SupervisionLimits.Default with { FirstRequestTimeout = TimeSpan.FromSeconds(60) };

    /// <param name="specs">The cells, each behind those that it calls.</param>
    /// <param name="files">The run directory's files.</param>
    /// <param name="json">Whether what is printed is for programs.</param>
    /// <param name="cancellation">Ends the starts; the supervisor hears of signals by itself.</param>
    internal static async Task<int> RunAsync(IReadOnlyList<CellSpec> specs, SupervisorFiles files, bool json, CancellationToken cancellation)
    {
        using var systemd = SystemdLink.FromEnvironment();
        var role = new SupervisorRole { EndsWithFailedCell = true, Systemd = systemd };
        var logs = new LogCollection(files, [.. specs.Select(static spec => spec.Name)]);
        logs.SkipToLast(0);
        Task<SupervisorEnd> supervisor = SupervisorProcess.RunAsync(files, Limits, new LineLogger(Console.Error), role);
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        var printer = new LogPrinter(output, new LogStyle(json, WithTimes: false, logs.NameWidth, TerminalColors.AreWanted));
        Task starts = StartAsync(specs, files, json, systemd, supervisor, cancellation);
        while (!supervisor.IsCompleted)
        {
            await Task.WhenAny(supervisor, starts.IsFaulted ? starts : Task.Delay(LogCollection.Look, CancellationToken.None));
            logs.PrintNew(printer);
            if (starts.IsFaulted && !supervisor.IsCompleted)
                await EndAsync(files, supervisor);
        }

        // What ended it may be on its way to whoever asked.
        await Task.WhenAny(starts, Task.Delay(Farewell, CancellationToken.None));
        logs.PrintNew(printer);
        logs.PrintUnfinished(printer);
        if (await supervisor == SupervisorEnd.NotAlone)
            throw new CommandException(ExitCodes.Failed, $"Another supervisor has {files.Directory.Path}. 'cell down' ends it with its cells.");
        if (starts.IsFaulted)
            await starts;
        return await supervisor == SupervisorEnd.CellFailed ? ExitCodes.StartFailed : ExitCodes.Success;
    }

    private static async Task StartAsync(
        IReadOnlyList<CellSpec> specs, SupervisorFiles files, bool json, SystemdLink? systemd, Task<SupervisorEnd> supervisor, CancellationToken cancellation)
    {
        foreach (CellSpec spec in specs)
        {
            // Where this process is told to end, nothing more is started.
            if (supervisor.IsCompleted || cancellation.IsCancellationRequested)
                return;
            StartReplies.Report(await CellStart.AskAsync(spec, files, cancellation), json);
        }

        systemd?.Ready($"{specs.Count} cells run");
    }

    private static async Task EndAsync(SupervisorFiles files, Task supervisor)
    {
        if (SupervisorConnection.TryOpen(files, CancellationToken.None) is { } connection)
        {
            using (connection)
                await connection.Nucleus.DownAsync(new DownRequest((int)Supervisor.DefaultDrainTimeout.TotalMilliseconds));
        }

        await supervisor;
    }
}
