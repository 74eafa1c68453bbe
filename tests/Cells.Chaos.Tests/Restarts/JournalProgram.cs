using System.Text;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Chaos.Restarts;

/// <summary>A process that serves the journal until it is told to drain, or its standard input ends.</summary>
internal static class JournalProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "journal";

    /// <summary>With what it ends where a session had to be cut off at the drain's deadline.</summary>
    private const int CutOff = 3;

    internal static async Task<int> RunAsync(string socket, string journal)
    {
        // The file system has the last word: what was noted stays, however the process ends.
        await using var file = new FileStream(journal, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        File.Delete(socket);
        await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = Command } });
        server.AddService<IJournal>(new Journal(file));
        server.Listen(UnixSocket.Listen(socket));
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        return await server.DrainAsync() == 0 ? 0 : CutOff;
    }

    private sealed class Journal(FileStream file) : IJournal
    {
        private readonly Lock _gate = new();

        public async ValueTask<long> WriteAsync(long id, CancellationToken cancellation = default)
        {
            // Half of the handlers go on elsewhere.
            if (id % 2 == 0)
                await Task.Yield();
            return Note($"w{id}\n", id);
        }

        public async ValueTask<long> RepeatAsync(long id, CancellationToken cancellation = default)
        {
            if (id % 3 == 0)
                await Task.Yield();
            return Note($"r{id}\n", id);
        }

        private long Note(string line, long id)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(line);
            lock (_gate)
                file.Write(bytes);
            return id;
        }
    }
}
