using System.Globalization;
using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Raw;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Bench.Load.Peers;

/// <summary>What the other process does.</summary>
public static class PeerProgram
{
    internal const string ServeRole = "serve";
    internal const string RawEchoRole = "raw-echo";
    internal const string RawBatchRole = "raw-batch";
    internal const string RawLaneRole = "raw-lane";
    internal const string BusyRole = "busy";
    internal const string ReadyLine = "ready";

    private const int TurnsBetweenLooks = 1000;

    /// <summary>Serves one side of an exchange until standard input or the connection ends.</summary>
    /// <param name="args">The arguments after <see cref="PeerCommand.Word"/>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        if (args.Count < 2)
            return BenchUsageException.ExitCode;
        Task end = EndOfInput();
        switch (args[0])
        {
            case ServeRole:
                await ServeAsync(args[1], isSharedMemory: bool.Parse(args[2]), end);
                return 0;
            case RawEchoRole:
                await AcceptRawAsync(args[1], end, socket => RawEcho.Serve(socket, spin: bool.Parse(args[2])));
                return 0;
            case RawBatchRole:
                await AcceptRawAsync(args[1], end, socket => RawBatch.Serve(socket, RawBatchShape.Parse(args[2]), spin: bool.Parse(args[3])));
                return 0;
            case RawLaneRole:
                await ServeLaneAsync(args[1], RawLaneShape.Parse(args[2]), end);
                return 0;
            case BusyRole:
                await Console.Out.WriteLineAsync(ReadyLine);
                while (!end.IsCompleted)
                    Thread.SpinWait(TurnsBetweenLooks);
                return 0;
            default:
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"There is no role '{args[0]}'."));
                return BenchUsageException.ExitCode;
        }
    }

    private static async Task ServeAsync(string path, bool isSharedMemory, Task end)
    {
        CellServer? server = null;
        SessionOptions session = LoadTarget.OptionsOf("bench_peer", isSharedMemory);
        await using (server = new CellServer(new CellServerOptions { Session = session }))
        {
            server.AddService<ILoad>(new LoadService(() => server.Sessions));
            server.Listen(UnixSocket.Listen(path));
            await Console.Out.WriteLineAsync(ReadyLine);
            await end;
        }
    }

    private static async Task ServeLaneAsync(string path, RawLaneShape shape, Task end)
    {
        using UnixSocket listener = UnixSocket.Listen(path);
        await Console.Out.WriteLineAsync(ReadyLine);
        Task serving = Task.Factory.StartNew(() => RawLane.Serve(listener, shape), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await await Task.WhenAny(serving, end);
    }

    private static async Task AcceptRawAsync(string path, Task end, Action<RawSocket> serve)
    {
        using var listener = RawSocket.Listen(path);
        await Console.Out.WriteLineAsync(ReadyLine);
        Task serving = Task.Factory.StartNew(
            () =>
            {
                using RawSocket socket = listener.Accept();
                serve(socket);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await await Task.WhenAny(serving, end);
    }

    private static Task EndOfInput() => Task.Factory.StartNew(
        static () =>
        {
            while (Console.In.ReadLine() is not null)
            {
                // Nothing is said on it.
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
