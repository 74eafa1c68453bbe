using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Conformance;

/// <summary>The transports that every behaviour is tried over. Adding one is adding a line to each of the two lists.</summary>
public sealed class Transports : TheoryData<string>
{
    public Transports() => AddRange("unix", "unix in pieces", "shm", "isolated", "inproc");

    /// <summary>Opens a session over a transport.</summary>
    /// <returns>The calling side and the called one.</returns>
    public static async Task<(CellSession Caller, CellSession Server)> OpenAsync(string transport, SessionOptions caller, SessionOptions server) => transport switch
    {
        "inproc" => await CellSession.OpenPairAsync(caller, server),
        "unix in pieces" => await OpenInPiecesAsync(caller, server),
        "shm" => await OpenAsync(UnixSocket.Pair(), caller, server),
        "isolated" => await OpenAsync(UnixSocket.Pair(), caller with { Isolated = true }, server with { Isolated = true }),
        "unix" => await OpenAsync(UnixSocket.Pair(), caller with { SharedMemory = false }, server),
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "There is no such transport."),
    };

    /// <summary>Bytes come in pieces of any size, so that every boundary falls somewhere between.</summary>
    private static async Task<(CellSession Caller, CellSession Server)> OpenInPiecesAsync(SessionOptions caller, SessionOptions server)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("cells-test-");
        string path = Path.Combine(directory.FullName, "server");
        using UnixSocket listener = UnixSocket.Listen(path);
        var pieces = new FaultPlan { PieceBytes = 4000 };
        FaultProxy proxy = FaultProxy.Start(Path.Combine(directory.FullName, "proxy"), path, pieces, pieces);
        UnixSocket own = UnixSocket.Connect(Path.Combine(directory.FullName, "proxy"));
        UnixSocket? other;
        while ((other = listener.Accept()) is null)
            listener.WaitReadable(alsoWritable: false, timeoutMilliseconds: 100);

        // What is connected needs no names any more.
        directory.Delete(recursive: true);
        (CellSession Caller, CellSession Server) sessions = await OpenAsync((own, other), caller with { SharedMemory = false }, server);
        _ = Task.WhenAll(sessions.Caller.Closed, sessions.Server.Closed).ContinueWith(async _ => await proxy.DisposeAsync(), TaskScheduler.Default);
        return sessions;
    }

    private static async Task<(CellSession Caller, CellSession Server)> OpenAsync((UnixSocket First, UnixSocket Second) pair, SessionOptions caller, SessionOptions server)
    {
        Task<CellSession> other = CellSession.AcceptAsync(pair.Second, server).AsTask();
        return (await CellSession.OpenAsync(pair.First, caller), await other);
    }
}
