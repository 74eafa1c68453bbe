using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Files;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Nucleus.Supervision;

/// <summary>
/// A cell's listening socket, which its supervisor owns and instances get a descriptor of. It stays where it is while the cell is meant
/// to run: whoever connects while no instance accepts waits in its queue.
/// </summary>
internal sealed class CellListener : IAsyncDisposable
{
    private readonly string _path;
    private readonly FileLock _lock;
    private CellServer? _refusing;
    private int _isDisposed;

    private CellListener(string path, FileLock held, UnixSocket socket)
    {
        _path = path;
        _lock = held;
        Socket = socket;
    }

    /// <summary>The socket.</summary>
    internal UnixSocket Socket { get; }

    /// <summary>Binds the cell's socket.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves the cell from this run directory.</exception>
    internal static CellListener Bind(CellFiles files, string name)
    {
        FileLock held = Take(files, name);
        try
        {
            File.Delete(files.Socket);
            return new CellListener(files.Socket, held, UnixSocket.Listen(files.Socket));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Owns a socket that the supervisor before this one had bound, and that one of its cells has kept.</summary>
    /// <exception cref="InvalidOperationException">Somebody else serves the cell from this run directory.</exception>
    internal static CellListener Adopt(CellFiles files, string name, UnixSocket socket) => new(files.Socket, Take(files, name), socket);

    /// <summary>Tells whoever waits to be accepted, and whoever connects later, that and why the cell serves nobody.</summary>
    internal void Refuse(string reason)
    {
        _refusing = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = ControlChannel.SupervisorName }, Refusal = reason });
        _refusing.Listen(Socket);
    }

    /// <summary>Without the lock the socket of somebody who lives could be removed.</summary>
    private static FileLock Take(CellFiles files, string name) => FileLock.TryTake(files.Lock)
        ?? throw new InvalidOperationException($"Another process serves '{name}' from {files.Folder}. Stop that one first.");

    /// <summary>Whoever waits to be accepted finds nobody, and so does whoever connects later.</summary>
    public async ValueTask DisposeAsync()
    {
        // Once the lock is free, what stands there may be somebody else's.
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        File.Delete(_path);
        if (_refusing is { } server)
            await server.DisposeAsync();
        Socket.Dispose();
        _lock.Dispose();
    }
}
