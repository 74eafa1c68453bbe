using Cells.Chaos.Upgrades;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Cells.Tests;

namespace Cells.Chaos.Watching;

/// <summary>A supervisor in this process that looks often and is not patient, with one patient.</summary>
internal sealed class Ward : IAsyncDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly RunDirectory _run;

    internal Ward()
    {
        _run = new RunDirectory(Path.Combine(_folder.Path, "run"));
        var files = new SupervisorFiles(_run);
        files.Ensure();
        Supervisor = new Supervisor(files, Limits);
    }

    internal static SupervisionLimits Limits { get; } = SupervisionLimits.Default with
    {
        ProbeInterval = TimeSpan.FromMilliseconds(100),
        HangTimeout = TimeSpan.FromSeconds(2),
        AbandonedTimeout = TimeSpan.FromSeconds(1),
        MemoryCheckInterval = TimeSpan.FromMilliseconds(50),
    };

    internal Supervisor Supervisor { get; }

    internal async Task<int> StartAsync(long memoryBytes = 0, double processors = 0, int processes = 0, bool onDemand = false, int idleStopMs = 0, int replicas = 1)
    {
        StartReply reply = await Supervisor.StartAsync(new CellSpec(
            "patient",
            Path.ChangeExtension(typeof(Ward).Assembly.Location, null),
            [PatientProgram.Command],
            _folder.Path,
            [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(static entry => $"{entry.Key}={entry.Value}")],
            "1",
            _folder.Path,
            "on-failure",
            60_000,
            [],
            AsDependency: false,
            replicas,
            memoryBytes,
            processors,
            processes,
            onDemand,
            idleStopMs));
        Assert.True(reply.Outcome == StartOutcomes.Started, reply.Reason);
        return reply.Status.ProcessId;
    }

    internal ValueTask<PatientClient> ConnectAsync() => Cell.ConnectAsync<PatientClient>("patient", new ConnectOptions { RunDirectory = _run.Path });

    internal async Task<CellStatus> StatusAsync() => (await Supervisor.ListAsync(new ListRequest("patient", 0))).Cells.Single();

    /// <summary>What the supervisor has noted in the cell's log.</summary>
    internal string Log => File.ReadAllText(new SupervisorFiles(_run).Cell("patient").Log);

    /// <summary>Waits until another process serves.</summary>
    internal async Task<CellStatus> SucceededAsync(int process)
    {
        CellStatus? status = null;
        await SupervisorHome.EventuallyAsync(() => (status = StatusAsync().GetAwaiter().GetResult()) is { State: "ready", Instances.Count: 1 } && status.ProcessId != process, () => $"{status}");
        return status!;
    }

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DownAsync(new DownRequest(0));
        await Supervisor.DisposeAsync();
        _folder.Dispose();
    }
}
