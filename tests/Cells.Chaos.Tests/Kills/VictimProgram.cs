using Cells.Platform.Sockets;
using Cells.Rpc;
using Microsoft.Win32.SafeHandles;

namespace Cells.Chaos.Kills;

/// <summary>The process that is killed: it serves an <see cref="IExchange"/>, calls another, and ends with its standard input.</summary>
internal static class VictimProgram
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "victim";

    internal static async Task RunAsync(string socket, string otherSocket, string journalFile)
    {
        using SafeFileHandle journal = File.OpenHandle(journalFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        long entries = 0;
        await using var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "victim" } });
        server.AddService<IExchange>(new Exchange(number => RandomAccess.Write(journal, BitConverter.GetBytes(number), (Interlocked.Increment(ref entries) - 1) * sizeof(long))));
        server.Listen(UnixSocket.Listen(socket));
        Console.WriteLine("ready");
        using var stop = new CancellationTokenSource();
        Task calling = new ExchangeLoad(otherSocket).RunAsync(stop.Token);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is said on it.
        }

        await stop.CancelAsync();
        await calling;
    }
}
