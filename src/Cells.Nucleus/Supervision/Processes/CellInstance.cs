using Cells.Binding;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Processes;
using Cells.Platform.Sandboxes;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Serving;

namespace Cells.Nucleus.Supervision;

/// <summary>One process of a cell, from its start to its end, with the session over its control socket.</summary>
internal sealed class CellInstance : ICellSupervision, IAsyncDisposable
{
    private readonly TaskCompletionSource<ReadyReport> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CellSpec _spec;
    private readonly CellLog _log;
    private readonly SupervisionLimits _limits;
    private readonly InstanceFolder _folder;
    private readonly LimitGroup? _limitGroup;
    private readonly CellFiles _files;
    private readonly Task<CellSession?> _session;

    private CellInstance(CellSpec spec, CellHome home)
    {
        _spec = spec;
        _log = home.Log;
        _limits = home.Limits;
        _files = home.Files;
        _folder = InstanceFolder.Create(home.Files);
        LogPosition = home.Log.Position;
        StartedAt = DateTime.UtcNow;

        (UnixSocket ours, UnixSocket theirs) = UnixSocket.Pair();
        try
        {
            // Callers know it from before there is anything to call; and still when others are called again, until the last of its processes has ended.
            if (spec.Isolated)
                File.WriteAllText(home.Files.Isolation, "");

            // It waits in the socket: a process may have ended before anything could be sent to it.
            ours.SendDescriptors(ControlChannel.ListenerMark, home.Listener.Socket.Handle, home.Listener.Socket.Handle);
            Process = ChildProcess.Spawn(new ChildStart
            {
                Program = spec.Program,
                Arguments = spec.Arguments,
                Environment = Variables(home),
                WorkingDirectory = spec.WorkingDirectory,
                Output = home.Log.Handle,
                Descriptors = [theirs.Handle, _folder.Lock],
                NoNewPrivileges = true,
                Sandbox = spec.Isolated ? new ChildSandbox([_folder.Path]) : null,
            });
        }
        catch
        {
            ours.Dispose();
            _folder.Remove();
            throw;
        }
        finally
        {
            theirs.Dispose();
        }

        if (LimitGroup.IsNeeded(spec))
        {
            _limitGroup = LimitGroup.Create(spec, home.Files);
            _limitGroup.Add(Process.ProcessId);
            if (_limitGroup.Problem is { } problem)
                _log.Event($"process {Process.ProcessId}: {problem}");
        }

        _session = OpenAsync(ours);
    }

    private CellInstance(CellSpec spec, CellHome home, InstanceRecord record, ChildProcess process, UnixSocket control)
    {
        _spec = spec;
        _log = home.Log;
        _limits = home.Limits;
        _files = home.Files;
        _folder = InstanceFolder.Adopt(home.Files, record.Folder);
        LogPosition = home.Log.Position;
        StartedAt = record.StartedAt;
        ReadyAfter = record.ReadyAfter;
        Process = process;
        _session = OpenAsync(control);
    }

    /// <summary>What it runs.</summary>
    internal CellSpec Spec => _spec;

    /// <summary>Its folder for temporary files.</summary>
    internal string Folder => _folder.Path;

    /// <summary>The process.</summary>
    internal ChildProcess Process { get; }

    /// <summary>When it was started.</summary>
    internal DateTime StartedAt { get; }

    /// <summary>How long it took to become ready; null while it is not.</summary>
    internal TimeSpan? ReadyAfter { get; private set; }

    /// <summary>What it said of itself when it became ready.</summary>
    internal ReadyReport? Report { get; private set; }

    /// <summary>Where its output begins in the log.</summary>
    internal long LogPosition { get; }

    /// <summary>Completes when it reported that it serves.</summary>
    internal Task<ReadyReport> Ready => _ready.Task;

    /// <summary>Starts a process of a cell.</summary>
    /// <exception cref="IOException">The program cannot be started.</exception>
    internal static CellInstance Start(CellSpec spec, CellHome home) => new(spec, home);

    /// <summary>Takes over a process that another supervisor has started.</summary>
    /// <param name="spec">What it runs.</param>
    /// <param name="home">Its cell's.</param>
    /// <param name="record">What that supervisor had noted of it.</param>
    /// <param name="process">The process.</param>
    /// <param name="control">The socket that it opened.</param>
    internal static CellInstance Adopt(CellSpec spec, CellHome home, InstanceRecord record, ChildProcess process, UnixSocket control) =>
        new(spec, home, record, process, control);

    /// <inheritdoc/>
    public ValueTask ReadyAsync(ReadyReport report, CancellationToken cancellation = default)
    {
        ReadyAfter ??= DateTime.UtcNow - StartedAt;
        Report = report;
        _ready.TrySetResult(report);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask StoppingAsync(StoppingNotice notice, CancellationToken cancellation = default)
    {
        _log.Event($"process {Process.ProcessId} is ending: {notice.Reason}");
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets it accept; returns why it does not, null where it does.</summary>
    internal async Task<string?> AcceptAsync(CancellationToken deadline)
    {
        if (Report is { Accepts: true })
            return null;
        try
        {
            if (await _session is not { } session)
                return "its control socket ended before it accepted";
            await session.CreateClient<CellControlClient>().AcceptAsync(deadline);
            return null;
        }
        catch (Exception error) when (error is CellException or OperationCanceledException)
        {
            return $"it does not accept: {error.Message}";
        }
    }

    /// <summary>Whether it has ended, or its control socket has.</summary>
    internal bool IsLost => Process.Exited.IsCompleted || (_session.IsCompletedSuccessfully && _session.Result is not { Closed.IsCompleted: false });

    /// <summary>Completes when the control socket has ended, which a healthy process does only by ending itself.</summary>
    internal async Task LostAsync()
    {
        if (await _session is { } session)
            await session.Closed;
    }

    /// <summary>What the process says of itself; null where it does not answer in time.</summary>
    internal Task<InstanceReport?> ReportAsync(ReportOrder order, CancellationToken cancellation) =>
        AskAsync(_limits.ReportTimeout, (session, patience) => session.CreateClient<CellControlClient>().ReportAsync(order, patience), cancellation);

    /// <summary>Makes it fast for what comes. One that cannot, or does not in time, is only slower.</summary>
    internal async Task WarmUpAsync(CancellationToken cancellation) =>
        await AskAsync(_limits.WarmUpTimeout, static async (session, patience) =>
        {
            await session.CreateClient<CellControlClient>().WarmUpAsync(patience);
            return session;
        }, cancellation);

    /// <summary>Whether the process gets on; null where it does not answer in time.</summary>
    internal Task<ProbeReport?> ProbeAsync(TimeSpan timeout, CancellationToken cancellation) =>
        AskAsync(timeout, static (session, patience) => session.CreateClient<CellProbeClient>().ProbeAsync(patience), cancellation);

    /// <summary>Ends the process at once.</summary>
    internal async Task KillAsync()
    {
        Process.SendToGroup(ProcessSignal.Kill);
        await Process.Exited;
    }

    private async Task<T?> AskAsync<T>(TimeSpan timeout, Func<CellSession, CancellationToken, ValueTask<T>> ask, CancellationToken cancellation)
        where T : class
    {
        if (await _session is not { } session)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            return await ask(session, patience.Token);
        }
        catch (Exception error) when (error is CellException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Ends the process: lets it finish what it began, then asks, then forces.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="drainTimeout">How long what it began may take.</param>
    /// <param name="replaced">Whether another process accepts in its place.</param>
    /// <returns>Whether it finished everything.</returns>
    internal async Task<bool> StopAsync(string reason, TimeSpan drainTimeout, bool replaced = false)
    {
        bool drained = Ready.IsCompletedSuccessfully && await DrainAsync(reason, drainTimeout, replaced);
        if (drained && await EndsWithinAsync(_limits.ExitGrace))
            return true;

        await TerminateAsync();
        return drained;
    }

    /// <summary>Ends the process without letting it finish: asks, then forces.</summary>
    internal async Task TerminateAsync()
    {
        Process.Send(ProcessSignal.Terminate);
        if (await EndsWithinAsync(_limits.TerminateGrace))
            return;
        _log.Event($"process {Process.ProcessId} did not end within {_limits.TerminateGrace.TotalSeconds:0.#} s of SIGTERM (TerminateGrace); it is killed");
        await KillAsync();
    }

    /// <summary>Whether the process ends by itself within a time.</summary>
    internal async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var over = new CancellationTokenSource();
        Task first = await Task.WhenAny(Process.Exited, Task.Delay(time, over.Token));
        await over.CancelAsync();
        return first == Process.Exited;
    }

    /// <summary>Why it ended, where the kernel has ended it for its memory; else null.</summary>
    internal string? OutOfMemory => _limitGroup?.WasOutOfMemory() == true ? $"the kernel killed it for its memory, which is limited to {_spec.MemoryBytes >> 20} MiB ([limits] memory)" : null;

    /// <summary>Removes what the process left. Only after it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (await _session is { } session)
            await session.DisposeAsync();
        if (LimitGroup.IsNeeded(_spec))
            LimitGroup.RemoveUnused(_files);
        try
        {
            _folder.Remove();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _log.Event($"its temporary files in {_folder.Path} cannot be removed: {error.Message}");
        }
    }

    private async Task<bool> DrainAsync(string reason, TimeSpan timeout, bool replaced)
    {
        if (await _session is not { } session)
            return false;
        try
        {
            // Its own deadline is the same; a little more time lets its answer arrive.
            using var deadline = new CancellationTokenSource(timeout + TimeSpan.FromSeconds(1));
            DrainReport report = await session.CreateClient<CellControlClient>().DrainAsync(new DrainOrder(reason, (int)timeout.TotalMilliseconds, replaced), deadline.Token);
            if (!report.Complete)
                _log.Event($"{report.CutOff} sessions were cut off: they were not done within {timeout.TotalSeconds:0.#} s");
            return report.Complete;
        }
        catch (Exception error) when (error is CellException or OperationCanceledException)
        {
            // An instance that ends as soon as it is done may take its answer with it.
            if (Process.Exited.IsCompletedSuccessfully && Process.Exited.Result.IsSuccess)
                return true;
            _log.Event($"process {Process.ProcessId} did not drain: {error.Message}");
            return false;
        }
    }

    private async Task<CellSession?> OpenAsync(UnixSocket control)
    {
        try
        {
            return await CellSession.AcceptAsync(control, new SessionOptions
            {
                Name = ControlChannel.SupervisorName,
                Services = new ServiceTable().Add(ContractRegistry.CreateDispatcher<ICellSupervision>(this)),
                SharedMemory = false,
                Limits = SessionLimits.Default with { HelloTimeout = TimeSpan.FromMilliseconds(_spec.ReadyTimeoutMs) },
            });
        }
        catch (Exception error) when (error is CellException or IOException)
        {
            return null;
        }
    }

    private Dictionary<string, string> Variables(CellHome home)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (string entry in _spec.Environment)
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                variables[entry[..equals]] = entry[(equals + 1)..];
        }

        variables.TryAdd(DotnetInstallation.RootVariable, DotnetInstallation.Root);
        variables[ControlChannel.RunDirectoryVariable] = home.Files.RunDirectory;
        variables[ControlChannel.NameVariable] = _spec.Name;
        variables[ControlChannel.DescriptorVariable] = ControlChannel.Descriptor.ToString(System.Globalization.CultureInfo.InvariantCulture);
        variables["TMPDIR"] = _folder.Path;

        // The runtime collects harder before it reaches the limit; what it does not know of, the watch does.
        if (_spec.MemoryBytes > 0)
            variables.TryAdd("DOTNET_GCHeapHardLimit", _spec.MemoryBytes.ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        if (_spec.Processors > 0)
            variables.TryAdd("DOTNET_PROCESSOR_COUNT", ((int)Math.Ceiling(_spec.Processors)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (_spec.Isolated)
            variables[ProcessConfinement.Variable] = "1";
        variables.Remove(ControlChannel.AdoptionVariable);
        if (home.AdoptionSocket is { } adoption)
            variables[ControlChannel.AdoptionVariable] = adoption;
        return variables;
    }
}
