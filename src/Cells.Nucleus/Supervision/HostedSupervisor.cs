using System.Globalization;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;
using Microsoft.Extensions.Logging;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// A supervisor inside a program that has cells of its own: they end with it, however it ends. It has a folder in the run directory, where <c>cell ps</c> and <c>cell top</c> find it.
/// </summary>
public sealed class HostedSupervisor : IAsyncDisposable
{
    private readonly HostFolders _hosts;
    private readonly SupervisorFiles _files;
    private readonly FileLock _alone;
    private readonly Supervisor _supervisor;
    private readonly CellServer _server;

    private HostedSupervisor(HostFolders hosts, SupervisorFiles files, FileLock alone, SupervisionLimits limits, Action<CellSpec>? replaced, ILogger logger)
    {
        _hosts = hosts;
        _files = files;
        _alone = alone;
        _supervisor = new Supervisor(files, limits, adoptionSocket: null, SupervisorRole.Hosted, problem => logger.LogWarning("{Problem}", problem));
        _server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = ControlChannel.SupervisorName, Logger = logger }, Admits = Supervisor.Admits });
        Nucleus = new HostedNucleus(_supervisor, replaced);
        _server.AddService(Nucleus);
        _server.Listen(UnixSocket.Listen(files.Socket));
    }

    /// <summary>What it does.</summary>
    public INucleus Nucleus { get; }

    /// <summary>Where the sockets and logs of its cells are.</summary>
    public RunDirectory Directory => _files.Directory;

    /// <summary>Begins to supervise; removes what hosts that were killed have left.</summary>
    /// <param name="directory">The run directory that the host belongs to.</param>
    /// <param name="host">The host's name, as a cell's; its process is added.</param>
    /// <param name="limits">Its deadlines.</param>
    /// <param name="replaced">Told what a cell runs from now on, when somebody has upgraded it or rolled it back; on any thread. Null: nobody is.</param>
    /// <param name="logger">Where problems are logged that nobody asked about.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnauthorizedAccessException">The run directory belongs to somebody else.</exception>
    /// <exception cref="TimeoutException">Another host that begins or ends has kept this one waiting for too long.</exception>
    public static async Task<HostedSupervisor> StartAsync(RunDirectory directory, string host, SupervisionLimits limits, Action<CellSpec>? replaced, ILogger logger, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(directory);
        var hosts = new HostFolders(directory);
        using FileLock folders = await hosts.LockAsync(cancellation);
        hosts.RemoveLeft();
        for (int number = 1; ; number++)
        {
            // A program may have several.
            SupervisorFiles files = hosts.Of(string.Create(CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}{(number == 1 ? "" : $"-{number}")}"));
            files.Ensure();
            if (FileLock.TryTake(files.Lock) is { } alone)
                return new HostedSupervisor(hosts, files, alone, limits, replaced, logger);
        }
    }

    /// <summary>Ends its cells, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        await _server.DisposeAsync();
        try
        {
            using FileLock folders = await _hosts.LockAsync(CancellationToken.None);
            HostFolders.Remove(_files);
        }
        catch (TimeoutException)
        {
            // The next host removes it.
        }

        _alone.Dispose();
    }
}
