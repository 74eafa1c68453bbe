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
    private readonly SupervisorFiles _files;
    private readonly FileLock _alone;
    private readonly Supervisor _supervisor;
    private readonly CellServer _server;

    private HostedSupervisor(SupervisorFiles files, FileLock alone, SupervisionLimits limits, ILogger logger)
    {
        _files = files;
        _alone = alone;
        _supervisor = new Supervisor(files, limits, adoptionSocket: null, SupervisorRole.Hosted, problem => logger.LogWarning("{Problem}", problem));
        _server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = ControlChannel.SupervisorName, Logger = logger } });
        _server.AddService<INucleus>(_supervisor);
        _server.Listen(UnixSocket.Listen(files.Socket));
    }

    /// <summary>What it does.</summary>
    public INucleus Nucleus => _supervisor;

    /// <summary>Where the sockets and logs of its cells are.</summary>
    public RunDirectory Directory => _files.Directory;

    /// <summary>Begins to supervise; removes what hosts that were killed have left.</summary>
    /// <param name="directory">The run directory that the host belongs to.</param>
    /// <param name="host">The host's name, as a cell's; its process is added.</param>
    /// <param name="limits">Its deadlines.</param>
    /// <param name="logger">Where problems are logged that nobody asked about.</param>
    /// <exception cref="UnauthorizedAccessException">The run directory belongs to somebody else.</exception>
    public static HostedSupervisor Start(RunDirectory directory, string host, SupervisionLimits limits, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(directory);
        PrivateDirectory.Ensure(directory.Path);
        var hosts = new HostFolders(directory);
        PrivateDirectory.Ensure(hosts.Path);
        hosts.RemoveLeft();
        for (int number = 1; ; number++)
        {
            // A program may have several.
            SupervisorFiles files = hosts.Of(string.Create(CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}{(number == 1 ? "" : $"-{number}")}"));
            files.Ensure();
            if (FileLock.TryTake(files.Lock) is { } alone)
                return new HostedSupervisor(files, alone, limits, logger);
        }
    }

    /// <summary>Ends its cells, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        await _server.DisposeAsync();
        HostFolders.Remove(_files);
        _alone.Dispose();
    }
}
