namespace Cells.Bench.Load.Peers;

/// <summary>Processes that compute and nothing else, as others on a crowded machine do.</summary>
internal sealed class BusyProcesses : IAsyncDisposable
{
    private readonly List<PeerProcess> _processes = [];

    private BusyProcesses()
    {
    }

    internal static async Task<BusyProcesses> StartAsync(int count, PeerCommand command, CancellationToken cancellation)
    {
        var busy = new BusyProcesses();
        try
        {
            for (int i = 0; i < count; i++)
                busy._processes.Add(await PeerProcess.StartAsync(command, PeerProgram.BusyRole, [], cancellation));
            return busy;
        }
        catch
        {
            await busy.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PeerProcess process in _processes)
            await process.DisposeAsync();
    }
}
