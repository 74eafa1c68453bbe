using Cells.Platform.Sockets;
using Cells.Rpc.Schemas;
using Cells.Rpc.Serving;

namespace Cells.Rpc.Servers;

/// <summary>Leads sessions with nobody from their beginning to their end, so that their code is compiled when callers come.</summary>
internal static class SessionWarmUp
{
    /// <param name="served">How the sessions present themselves that are to be fast. What they serve is not called.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task RunAsync(SessionOptions served, CancellationToken cancellation)
    {
        await using var server = new CellServer(new CellServerOptions { Session = served with { Services = new ServiceTable() } });
        if (served.SharedMemory)
            await CallAsync(server, sharedMemory: true, cancellation);
        await CallAsync(server, sharedMemory: false, cancellation);
        await server.DrainAsync(cancellation);
    }

    private static async Task CallAsync(CellServer server, bool sharedMemory, CancellationToken cancellation)
    {
        (UnixSocket accepted, UnixSocket connected) = UnixSocket.Pair();
        server.Accept(accepted);
        CellSession caller = await CellSession.OpenAsync(connected, new SessionOptions { SharedMemory = sharedMemory }, cancellation);
        await caller.CreateClient<SchemaSourceClient>().DescribeAsync(SchemaSourceContract.Descriptor.Name, cancellation);
    }
}
