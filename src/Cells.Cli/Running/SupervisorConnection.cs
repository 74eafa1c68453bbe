using System.Collections;
using System.Diagnostics;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;
using Cells.Platform;
using Cells.Platform.Files;
using Cells.Platform.Processes;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Cli.Running;

/// <summary>
/// A session with the supervisor of a run directory, which is started where there is none. What opens it blocks: most commands make one call, and to await it would take longer than the
/// call.
/// </summary>
internal sealed class SupervisorConnection : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(5);

    private readonly CellSession _session;

    private SupervisorConnection(CellSession session)
    {
        _session = session;
        Nucleus = session.CreateClient<NucleusClient>();
    }

    /// <summary>The supervisor.</summary>
    internal NucleusClient Nucleus { get; }

    /// <summary>How long a supervisor without cells may take to end.</summary>
    internal static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the supervisor's process has ended.</summary>
    /// <exception cref="TimeoutException">It has not.</exception>
    internal async Task WaitForEndAsync(CancellationToken cancellation)
    {
        int process = _session.Peer.ProcessId ?? 0;
        if (process == 0 || !ProcessDescriptor.TryOpen(process, out ProcessDescriptor? supervisor))
            return;
        using (supervisor)
        {
            // The session must end first: the supervisor waits for it.
            await _session.DisposeAsync();
            if (!await Task.Run(() => supervisor.WaitForExit((int)EndTimeout.TotalMilliseconds), cancellation))
                throw new TimeoutException($"The supervisor (process {process}) has stopped its cells but not ended after {EndTimeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>Connects to the supervisor; null where none runs. Where one was killed and left cells that run, the next one is started.</summary>
    internal static SupervisorConnection? TryOpen(SupervisorFiles files, CancellationToken cancellation) =>
        TryJoin(files, cancellation) ?? (Orphans.Exist(files) ? Open(files, cancellation) : null);

    /// <summary>Connects to a supervisor that runs; null where none does.</summary>
    /// <exception cref="TimeoutException">One is there and says nothing: it is stopped, or its machine is overloaded.</exception>
    internal static SupervisorConnection? TryJoin(SupervisorFiles files, CancellationToken cancellation)
    {
        UnixSocket socket;
        try
        {
            socket = UnixSocket.Connect(files.Socket);
        }
        catch (PlatformException error) when (error.IsNotFound || error.IsRefused)
        {
            return null;
        }

        int process = socket.PeerCredentials.ProcessId;
        try
        {
            // A few calls: setting shared memory up would take longer than all of them.
            CellSession session = CellSession.Open(socket, new SessionOptions { SharedMemory = false }, cancellation);
            RefuseOtherVersion(session);
            return new SupervisorConnection(session);
        }
        catch (CellException error) when (error.InnerException is TimeoutException)
        {
            throw new TimeoutException($"The supervisor (process {process}) does not answer. If it is stopped, 'kill -CONT {process}' lets it go on; {files.Log} may say more.", error);
        }
        catch (CellException error) when (error is { Code: CellErrorCode.ConnectFailed or CellErrorCode.PeerLost })
        {
            // It was just ending.
            return null;
        }
    }

    /// <summary>Connects to the supervisor, starting it where none runs.</summary>
    /// <exception cref="TimeoutException">It cannot be reached.</exception>
    internal static SupervisorConnection Open(SupervisorFiles files, CancellationToken cancellation)
    {
        files.Ensure();
        long begun = Stopwatch.GetTimestamp();
        ChildProcess? started = null;
        while (true)
        {
            if (TryJoin(files, cancellation) is { } connection)
                return connection;

            // One that finds another in its place ends by itself, and so one may be started whenever none is there.
            if (started is null or { Exited.IsCompleted: true })
                started = StartSupervisor(files);
            if (Stopwatch.GetElapsedTime(begun) > StartTimeout)
                throw new TimeoutException($"No supervisor answers at {files.Socket} after {StartTimeout.TotalSeconds:0} s. {files.Log} may say why.");
            if (cancellation.WaitHandle.WaitOne(Retry))
                cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static ChildProcess StartSupervisor(SupervisorFiles files)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            string name = (string)entry.Key;
            if (name is not (ControlChannel.DescriptorVariable or ControlChannel.NameVariable or ControlChannel.AdoptionVariable))
                variables[name] = (string?)entry.Value ?? "";
        }

        variables.TryAdd(DotnetInstallation.RootVariable, DotnetInstallation.Root);

        // A supervisor that is killed has nobody who removes the runtime's diagnostic sockets.
        variables.TryAdd("DOTNET_EnableDiagnostics", "0");
        using var log = new AppendOnlyFile(files.Log);
        return ChildProcess.Spawn(new ChildStart
        {
            Program = Environment.ProcessPath!,
            Arguments = [.. OwnAssembly(), "nucleus", "--run-dir", files.Directory.Path],
            Environment = variables,
            WorkingDirectory = files.Directory.Path,
            Output = log.Handle,
        });
    }

    /// <summary>Where this command runs as <c>dotnet cell.dll</c>, the supervisor must as well.</summary>
    internal static string[] OwnAssembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "cell.dll")] : [];

    private static void RefuseOtherVersion(CellSession session)
    {
        RemoteContract? served = session.RemoteContracts.FirstOrDefault(contract => contract.Name == NucleusClient.Contract.Name);
        if (served?.Hash == NucleusClient.Contract.Hash)
            return;
        throw new CommandException(
            ExitCodes.Failed,
            $"The supervisor that runs here (process {session.Peer.ProcessId}) is of another version than this command. 'kill {session.Peer.ProcessId}' drains and ends it with its cells; then run them again.");
    }
}
