using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Conformance;

/// <summary>The transports that every behaviour is tried over. Adding one is adding a line to each of the two lists.</summary>
public sealed class Transports : TheoryData<string>
{
    public Transports() => AddRange("unix", "inproc");

    /// <summary>Opens a session over a transport.</summary>
    /// <returns>The calling side and the called one.</returns>
    public static async Task<(CellSession Caller, CellSession Server)> OpenAsync(string transport, SessionOptions caller, SessionOptions server) => transport switch
    {
        "inproc" => await CellSession.OpenPairAsync(caller, server),
        "unix" => await OpenAsync(UnixSocket.Pair(), caller, server),
        _ => throw new ArgumentOutOfRangeException(nameof(transport), transport, "There is no such transport."),
    };

    private static async Task<(CellSession Caller, CellSession Server)> OpenAsync((UnixSocket First, UnixSocket Second) pair, SessionOptions caller, SessionOptions server)
    {
        Task<CellSession> other = CellSession.OpenAsync(pair.Second, server).AsTask();
        return (await CellSession.OpenAsync(pair.First, caller), await other);
    }
}
