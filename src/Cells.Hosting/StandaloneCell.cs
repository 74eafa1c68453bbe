using Cells.Platform.Files;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;

namespace Cells.Hosting;

/// <summary>A cell without a supervisor: it binds its own socket and removes it at its end.</summary>
internal static class StandaloneCell
{
    internal static async Task RunAsync(CellServer server, string name, RunDirectory run, CancellationToken stop)
    {
        PrivateDirectory.Ensure(run.Path);
        PrivateDirectory.Ensure(run.CellDirectory(name));
        string path = run.CellSocket(name);
        using FileLock owner = FileLock.TryTake(run.CellLock(name))
            ?? throw new IOException($"The cell runs already: another process serves {path}. 'cell ps' shows it, 'cell stop {name}' ends it.");

        // Whoever holds the lock owns the path; what stands there was left by a process that is gone.
        File.Delete(path);
        server.Listen(UnixSocket.Listen(path));
        Console.WriteLine($"{name} serves {path} (Ctrl-C ends it)");
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            File.Delete(path);
            await server.DrainAsync(CancellationToken.None);
        }
    }
}
