using System.Collections;
using System.Globalization;
using Cells.Bench.Demo;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Processes;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Demo;

/// <summary>A run directory of the demo's own, with its cell, which can be hurt in several ways.</summary>
internal sealed class DemoHome : IAsyncDisposable
{
    private const int DrainMs = 10_000;
    private const int ReadyMs = 30_000;
    private static readonly TimeSpan NextProcessLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("cell-demo-").FullName;
    private readonly SupervisorFiles _files;
    private int _newest = 1;

    internal DemoHome()
    {
        _files = new SupervisorFiles(new RunDirectory(Path.Combine(_folder, "run")));
        Directory.CreateDirectory(CountFolder);
    }

    internal string RunDirectory => _files.Directory.Path;

    /// <summary>Where the cell counts.</summary>
    internal string CountFolder => Path.Combine(_folder, "counts");

    internal async Task StartAsync(CancellationToken cancellation)
    {
        StartReply reply = await CellStart.AskAsync(Spec(_newest), _files, cancellation);
        if (reply.Outcome != StartOutcomes.Started)
            throw new CommandException(ExitCodes.StartFailed, $"The demo's cell did not start: {reply.Reason}.");
    }

    /// <summary>The cell as its supervisor sees it.</summary>
    internal async Task<CellStatus> StatusAsync(CancellationToken cancellation) => (await ListAsync(cancellation)).Cells.Single();

    /// <summary>Kills the cell's process.</summary>
    internal async Task<string> KillAsync(CancellationToken cancellation)
    {
        int process = (await StatusAsync(cancellation)).ProcessId;
        Kill(process);
        return $"process {process} was killed; {await NextAsync(process, cancellation)}";
    }

    /// <summary>Lets the cell crash in native code.</summary>
    internal async Task<string> CrashAsync(CancellationToken cancellation)
    {
        int process = (await StatusAsync(cancellation)).ProcessId;
        await using var counter = await Cell.ConnectAsync<DemoCounterClient>(DemoProgram.Name, new Rpc.ConnectOptions { RunDirectory = RunDirectory }, cancellation);
        try
        {
            await counter.CrashAsync(cancellation);
            return "it did not crash";
        }
        catch (PeerLostException)
        {
            return $"process {process} wrote to an address that is not there; {await NextAsync(process, cancellation)}";
        }
    }

    /// <summary>Lets the next version take over.</summary>
    internal async Task<string> UpgradeAsync(CancellationToken cancellation)
    {
        _newest++;
        using SupervisorConnection supervisor = SupervisorConnection.Open(_files, cancellation);
        return Describe(await supervisor.Nucleus.UpgradeAsync(new UpgradeRequest(Spec(_newest), Force: false, DrainMs), cancellation), $"version {_newest} has taken over");
    }

    /// <summary>Lets the version before take over.</summary>
    internal async Task<string> RollBackAsync(CancellationToken cancellation)
    {
        using SupervisorConnection supervisor = SupervisorConnection.Open(_files, cancellation);
        StartReply reply = await supervisor.Nucleus.RollbackAsync(new ReplaceRequest(DemoProgram.Name, Force: false, DrainMs), cancellation);
        return Describe(reply, $"rolled back to {reply.Status.Build}");
    }

    /// <summary>Kills the supervisor; the next one is started and goes on.</summary>
    internal async Task<string> KillSupervisorAsync(CancellationToken cancellation)
    {
        int supervisor = (await ListAsync(cancellation)).SupervisorProcessId;
        Kill(supervisor);
        CellList next = await ListAsync(cancellation);
        return $"supervisor {supervisor} was killed; supervisor {next.SupervisorProcessId} goes on with process {next.Cells.Single().ProcessId}";
    }

    public async ValueTask DisposeAsync()
    {
        if (SupervisorConnection.TryOpen(_files, CancellationToken.None) is { } supervisor)
        {
            using (supervisor)
            {
                await supervisor.Nucleus.DownAsync(new DownRequest(DrainMs), CancellationToken.None);
                await supervisor.WaitForEndAsync(CancellationToken.None);
            }
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<CellList> ListAsync(CancellationToken cancellation)
    {
        using SupervisorConnection supervisor = SupervisorConnection.Open(_files, cancellation);
        return await supervisor.Nucleus.ListAsync(new ListRequest("", MeasureForMs: 0), cancellation);
    }

    private async Task<string> NextAsync(int before, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(NextProcessLimit);
        while (true)
        {
            CellStatus status = await StatusAsync(limit.Token);
            if (status.State == "failed")
                return status.Reason;
            if (status.State == "ready" && status.ProcessId != before)
                return $"process {status.ProcessId} serves";
            await Task.Delay(Look, limit.Token);
        }
    }

    private static string Describe(StartReply reply, string done) =>
        reply.Outcome is StartOutcomes.Upgraded or StartOutcomes.RolledBack ? $"{done}, as process {reply.Status.ProcessId}" : reply.Reason;

    private static void Kill(int process)
    {
        if (ProcessDescriptor.TryOpen(process, out ProcessDescriptor? descriptor))
        {
            using (descriptor)
                descriptor.Send(ProcessSignal.Kill);
        }
    }

    private CellSpec Spec(int version) => new(
        DemoProgram.Name,
        Environment.ProcessPath!,
        [.. SupervisorConnection.OwnAssembly(), DemoProgram.Word, CountFolder, version.ToString(CultureInfo.InvariantCulture)],
        _folder,
        [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => $"{entry.Key}={entry.Value}")],
        $"version {version}",
        _folder,
        "on-failure",
        ReadyMs,
        [],
        AsDependency: false,
        Replicas: 1,
        MemoryBytes: 0,
        Processors: 0,
        Processes: 0,
        OnDemand: false,
        IdleStopMs: 0);
}
