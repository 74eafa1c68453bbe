using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Polling;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// A cell's listening socket, which its supervisor owns and instances get a descriptor of. It stays where it is while the cell is meant
/// to run: whoever connects while no instance accepts waits in its queue.
/// </summary>
internal sealed class CellListener : IAsyncDisposable
{
    private readonly CellFiles _files;
    private readonly FileLock _lock;
    private readonly SystemdLink? _systemd;
    private readonly string _name;
    private readonly Lock _gate = new();
    private Task _connection = Task.CompletedTask;
    private CancellationTokenSource _unneeded = new();
    private CellServer? _refusing;
    private int _waiting;
    private int _isDisposed;

    private CellListener(CellFiles files, string name, FileLock held, UnixSocket socket, SystemdLink? systemd)
    {
        _files = files;
        _name = name;
        _lock = held;
        _systemd = systemd;
        Socket = socket;
        systemd?.Keep(name, socket);
    }

    /// <summary>The socket.</summary>
    internal UnixSocket Socket { get; }

    /// <summary>Takes the cell's socket from the service manager, or binds it.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves the cell from this run directory.</exception>
    internal static CellListener Open(CellFiles files, string name, SystemdLink? systemd)
    {
        FileLock held = Take(files, name);
        try
        {
            if (systemd?.TakeListener(name) is { } inherited)
                return new CellListener(files, name, held, inherited, systemd);
            File.Delete(files.Socket);
            return new CellListener(files, name, held, UnixSocket.Listen(files.Socket), systemd);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Owns a socket that the supervisor before this one had bound, and that one of its cells has kept.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves the cell from this run directory.</exception>
    internal static CellListener Adopt(CellFiles files, string name, UnixSocket socket, SystemdLink? systemd) => new(files, name, Take(files, name), socket, systemd);

    /// <summary>Completes when somebody has connected and was not accepted yet. For any number of replicas at once: the kernel reports a socket to one waiter of a process.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal async Task ConnectedAsync(CancellationToken cancellation)
    {
        Task connection;
        lock (_gate)
        {
            if (_waiting++ == 0 || _connection.IsCompleted)
                _connection = WaitAsync(_connection, _unneeded.Token);
            connection = _connection;
        }

        try
        {
            await connection.WaitAsync(cancellation);
        }
        finally
        {
            CancellationTokenSource? unneeded = null;
            lock (_gate)
            {
                if (--_waiting == 0)
                    (unneeded, _unneeded) = (_unneeded, new CancellationTokenSource());
            }

            if (unneeded is not null)
            {
                await unneeded.CancelAsync();
                unneeded.Dispose();
            }
        }
    }

    private async Task WaitAsync(Task before, CancellationToken unneeded)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReadableWait.ForAsync(Socket, unneeded);
    }

    /// <summary>Tells whoever waits to be accepted, and whoever connects later, that and why the cell serves nobody.</summary>
    internal void Refuse(string reason)
    {
        _refusing = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = ControlChannel.SupervisorName }, Refusal = reason });
        _refusing.Listen(Socket);
    }

    /// <summary>Without the lock the socket of somebody who lives could be removed.</summary>
    private static FileLock Take(CellFiles files, string name) => FileLock.TryTake(files.Lock)
        ?? throw new InvalidOperationException($"Another process serves '{name}' from {files.Folder}. Stop that one first.");

    /// <summary>Whoever waits to be accepted finds nobody, and so does whoever connects later; unless the socket is kept for the next one.</summary>
    public async ValueTask DisposeAsync()
    {
        // Once the lock is free, what stands there may be somebody else's.
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        if (_systemd is not { MayStartAgain: true })
        {
            _systemd?.Forget(_name);
            File.Delete(_files.Socket);
            File.Delete(_files.Isolation);
        }

        if (_refusing is { } server)
            await server.DisposeAsync();
        await _connection.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _unneeded.Dispose();
        Socket.Dispose();
        _lock.Dispose();
    }
}
