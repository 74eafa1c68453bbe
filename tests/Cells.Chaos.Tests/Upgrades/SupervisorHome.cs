using System.Diagnostics;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;
using Cells.Platform;
using Cells.Platform.Faults;
using Cells.Platform.Processes;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Cells.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cells.Chaos.Upgrades;

/// <summary>A run directory with a supervisor in a process of its own, which can be killed and started again. At its end no process of it may be left.</summary>
internal sealed class SupervisorHome : IAsyncDisposable
{
    /// <summary>The argument that runs the supervisor.</summary>
    internal const string Command = "supervisor";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _folder = new();
    private readonly List<Process> _supervisors = [];
    private CellSession? _session;

    private SupervisorHome() => Files = new SupervisorFiles(new RunDirectory(Path.Combine(_folder.Path, "run")));

    internal SupervisorFiles Files { get; }

    /// <summary>Where the ledger notes what it served.</summary>
    internal string Journal => Path.Combine(_folder.Path, "journal");

    /// <summary>The supervisor's process.</summary>
    internal int SupervisorProcess => _supervisors[^1].Id;

    /// <summary>What may be asked of the supervisor.</summary>
    internal NucleusClient Nucleus => _session!.CreateClient<NucleusClient>();

    /// <summary>Starts one.</summary>
    /// <param name="stopAt">Where its first supervisor stops.</param>
    internal static async Task<SupervisorHome> StartAsync(FaultPoint stopAt = FaultPoint.None)
    {
        var home = new SupervisorHome();
        home.Files.Ensure();
        await home.StartSupervisorAsync(stopAt);
        return home;
    }

    /// <summary>The supervisor's program.</summary>
    internal static async Task<int> RunAsync(string runDirectory) =>
        await Cells.Nucleus.Supervision.SupervisorProcess.RunAsync(new SupervisorFiles(new RunDirectory(runDirectory)), SupervisionLimits.Default with { FirstRequestTimeout = Patience }, NullLogger.Instance, SupervisorRole.Background) == SupervisorEnd.Done ? 0 : 1;

    /// <summary>Starts a supervisor, the first or the next.</summary>
    internal async Task StartSupervisorAsync(FaultPoint stopAt = FaultPoint.None)
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _supervisors.Add(Process.Start(new ProcessStartInfo("dotnet", [typeof(SupervisorHome).Assembly.Location, Command, Files.Directory.Path])
        {
            UseShellExecute = false,
            Environment = { ["TMPDIR"] = _folder.Path, ["DOTNET_EnableDiagnostics"] = "0", [FaultPoints.Variable] = stopAt == FaultPoint.None ? "" : stopAt.ToString() },
        })!);
        _session = await ConnectAsync();
    }

    /// <summary>Waits until the supervisor stands still where it was told to.</summary>
    internal Task SupervisorStopsAsync() => EventuallyAsync(() => File.ReadAllText($"/proc/{SupervisorProcess}/stat") is var stat && stat[stat.LastIndexOf(')') + 2] == 'T', () => "the supervisor did not reach its point");

    /// <summary>Kills the supervisor.</summary>
    internal void KillSupervisor()
    {
        _supervisors[^1].Kill();
        _supervisors[^1].WaitForExit();
    }

    /// <summary>What the ledger runs in some version.</summary>
    internal CellSpec Ledger(string version, int replicas = 1, int readyTimeoutMs = 60_000) => new(
        "ledger",
        Path.ChangeExtension(typeof(SupervisorHome).Assembly.Location, null),
        [LedgerProgram.Command, version, Journal],
        _folder.Path,
        [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(static entry => $"{entry.Key}={entry.Value}")],
        version,
        _folder.Path,
        "on-failure",
        readyTimeoutMs,
        [],
        AsDependency: false,
        replicas,
        MemoryBytes: 0,
        Processors: 0,
        Processes: 0,
        OnDemand: false,
        IdleStopMs: 0);

    /// <summary>The ledger as its supervisor sees it.</summary>
    internal async Task<CellStatus> StatusAsync() => (await Nucleus.ListAsync(new ListRequest("ledger", 0))).Cells.Single();

    /// <summary>The processes that have this run directory in their environment or are told it.</summary>
    internal List<int> Processes() =>
        [.. Directory.EnumerateDirectories("/proc").Select(static path => Path.GetFileName(path)).Where(static name => char.IsAsciiDigit(name[0])).Select(int.Parse).Where(IsOurs)];

    /// <summary>Ends everything in order; then nothing may be left of it but logs and locks.</summary>
    internal async Task EndAsync()
    {
        await Nucleus.DownAsync(new DownRequest(10_000));
        await _session!.DisposeAsync();
        foreach (Process supervisor in _supervisors)
            await supervisor.WaitForExitAsync().WaitAsync(Patience);
        await EventuallyAsync(() => Processes().Count == 0, () => $"processes {string.Join(", ", Processes())} are left");
        string[] left = [.. Directory.EnumerateFiles(Files.Directory.Path, "*", SearchOption.AllDirectories).Where(static path => !path.EndsWith(".lock", StringComparison.Ordinal) && !path.Contains("/log/", StringComparison.Ordinal))];
        if (left.Length > 0)
            throw new InvalidOperationException($"files are left: {string.Join(", ", left)}");
    }

    /// <summary>Waits for a condition.</summary>
    internal static async Task EventuallyAsync(Func<bool> condition, Func<string> otherwise)
    {
        long begun = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
                throw new TimeoutException(otherwise());
            await Task.Delay(10);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        foreach (int left in Processes())
        {
            if (ProcessDescriptor.TryOpen(left, out ProcessDescriptor? process))
            {
                process.Send(ProcessSignal.Kill);
                process.WaitForExit((int)Patience.TotalMilliseconds);
                process.Dispose();
            }
        }

        _supervisors.ForEach(static supervisor => supervisor.Dispose());
        _folder.Dispose();
    }

    private async Task<CellSession> ConnectAsync()
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await CellSession.OpenAsync(UnixSocket.Connect(Files.Socket), new SessionOptions { SharedMemory = false });
            }
            catch (PlatformException) when (Stopwatch.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(10);
            }
        }
    }

    private bool IsOurs(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(_folder.Path, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
