using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Chaos.Leases;

/// <summary>A process that serves an <see cref="ILibrary"/>; it ends with its standard input.</summary>
internal static class LibraryProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "library";

    internal static async Task RunAsync(string socket)
    {
        await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "library" } });
        server.AddService<ILibrary>(new Library());
        server.Listen(UnixSocket.Listen(socket));
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is said on it.
        }
    }
}
