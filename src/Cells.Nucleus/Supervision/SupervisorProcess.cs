using System.Runtime.InteropServices;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Microsoft.Extensions.Logging;

namespace Cells.Nucleus.Supervision;

/// <summary>A process that is a supervisor: one for each run directory, from the first request to the end of its last cell.</summary>
public static class SupervisorProcess
{
    /// <summary>Runs until the last cell has ended, somebody asked for the end, or a signal did.</summary>
    /// <param name="files">The run directory's files.</param>
    /// <param name="limits">The supervisor's deadlines.</param>
    /// <param name="logger">Where it says what it does.</param>
    /// <param name="role">What it is beside.</param>
    public static async Task<SupervisorEnd> RunAsync(SupervisorFiles files, SupervisionLimits limits, ILogger logger, SupervisorRole role)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(role);
        files.Ensure();
        using FileLock? alone = FileLock.TryTake(files.Lock);
        if (alone is null)
            return SupervisorEnd.NotAlone;

        File.Delete(files.Socket);
        Leftovers.Remove(files, role.Systemd);
        var supervisor = new Supervisor(files, limits, files.AdoptionSocket, role, problem => logger.LogWarning("{Problem}", problem));
        using AdoptionDesk desk = supervisor.Restore();
        await using (supervisor)
        {
            await using var server = new CellServer(new CellServerOptions
            {
                Session = new SessionOptions { Name = ControlChannel.SupervisorName, Logger = logger },
                DrainTimeout = Supervisor.DefaultDrainTimeout,
                Admits = Supervisor.Admits,
            });
            server.AddService<INucleus>(supervisor);
            using IDisposable terminate = DownOn(PosixSignal.SIGTERM, supervisor, role);
            using IDisposable interrupt = DownOn(PosixSignal.SIGINT, supervisor, role);
            using IDisposable hangUp = DownOn(PosixSignal.SIGHUP, supervisor, role);
            server.Listen(UnixSocket.Listen(files.Socket));
            logger.LogInformation("Supervising {RunDirectory} as process {ProcessId}.", files.Directory.Path, Environment.ProcessId);

            using var firstRequest = new Timer(_ => supervisor.EndUnlessUsed(), null, limits.FirstRequestTimeout, Timeout.InfiniteTimeSpan);
            await supervisor.Idle;
            role.Systemd?.Stopping();

            // Whoever connects from now on finds no socket and starts another supervisor, again and again until the lock is free.
            File.Delete(files.Socket);
            await server.DrainAsync();
        }

        // What was in use by cells that a killed supervisor had left, and that have ended since.
        Leftovers.Remove(files, role.Systemd);
        logger.LogInformation("Ending: no cell is left.");
        return supervisor.HasFailed ? SupervisorEnd.CellFailed : SupervisorEnd.Done;
    }

    private static PosixSignalRegistration DownOn(PosixSignal signal, Supervisor supervisor, SupervisorRole role) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (role.Systemd is { } systemd)
            systemd.MayStartAgain = true;
        _ = supervisor.DownAsync(new DownRequest((int)Supervisor.DefaultDrainTimeout.TotalMilliseconds)).AsTask();
    });
}
