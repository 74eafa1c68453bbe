using Cells.Platform.Files;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;

namespace Cells.Hosting;

/// <summary>A cell without a supervisor: it binds its own socket and removes it at its end.</summary>
/// <param name="server">What is served.</param>
/// <param name="name">The cell's name.</param>
/// <param name="run">The run directory.</param>
/// <param name="announce">Told where it serves.</param>
internal sealed class StandaloneCell(CellServer server, string name, RunDirectory run, Action<string> announce) : IResidence
{
    private readonly TaskCompletionSource _never = new();
    private FileLock? _owner;

    /// <inheritdoc/>
    public Task Ended => _never.Task;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        PrivateDirectory.Ensure(run.Path);
        PrivateDirectory.Ensure(run.CellDirectory(name));
        string path = run.CellSocket(name);
        _owner = FileLock.TryTake(run.CellLock(name))
            ?? throw new IOException($"The cell runs already: another process serves {path}. 'cell ps' shows it, 'cell stop {name}' ends it.");

        // Whoever holds the lock owns the path; what stands there was left by a process that is gone.
        File.Delete(path);
        server.Listen(UnixSocket.Listen(path));
        announce(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_owner is not null)
            File.Delete(run.CellSocket(name));
        await server.DrainAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _owner?.Dispose();
        return ValueTask.CompletedTask;
    }
}
