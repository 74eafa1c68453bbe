using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;
using Cells.Bench.Load.Peers;
using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Bench.Load;

/// <summary>The serving processes as the caller sees them.</summary>
internal sealed class LoadTarget : IAsyncDisposable
{
    private readonly List<CellSession> _sessions = [];
    private readonly List<Func<ValueTask>> _endOthers = [];

    private LoadTarget(bool isOneProcess) => IsOneProcess = isOneProcess;

    /// <summary>One for each process.</summary>
    internal IReadOnlyList<LoadClient> Clients { get; private set; } = [];

    /// <summary>Whether both sides are in this process.</summary>
    internal bool IsOneProcess { get; }

    internal static async Task<LoadTarget> OpenAsync(BenchPlan plan, PeerCommand command, CancellationToken cancellation)
    {
        var target = new LoadTarget(plan.IsInProcess);
        try
        {
            for (int i = 0; i < plan.Peers; i++)
                await target.AddAsync(plan, command, cancellation);
            target.Clients = [.. target._sessions.Select(static session => session.CreateClient<LoadClient>())];
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>The options of a side.</summary>
    internal static SessionOptions OptionsOf(string name, bool isSharedMemory) => new() { Name = name, SharedMemory = isSharedMemory };

    /// <summary>What this process has used.</summary>
    internal Usage ClientUsage() => ProcessUsage.Now(_sessions);

    /// <summary>What the serving processes have used.</summary>
    internal async ValueTask<Usage> ServerUsageAsync(CancellationToken cancellation)
    {
        Usage all = default;
        foreach (LoadClient client in Clients)
            all = all.And(await client.UsageAsync(cancellation));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (CellSession session in _sessions)
            await session.DisposeAsync();
        foreach (Func<ValueTask> endOther in _endOthers)
            await endOther();
    }

    private async Task AddAsync(BenchPlan plan, PeerCommand command, CancellationToken cancellation)
    {
        SessionOptions caller = OptionsOf("bench", plan.IsSharedMemory);
        if (plan.IsInProcess)
        {
            SessionOptions serving = OptionsOf("bench_peer", plan.IsSharedMemory);
            serving.Services.Add(ContractRegistry.CreateDispatcher<ILoad>(new LoadService(static () => [])));
            (CellSession first, CellSession second) = await CellSession.OpenPairAsync(caller, serving, cancellation);
            _sessions.Add(first);
            _endOthers.Add(second.DisposeAsync);
            return;
        }

        PeerProcess peer = await PeerProcess.StartAsync(command, PeerProgram.ServeRole, [plan.IsSharedMemory.ToString()], cancellation);
        _endOthers.Add(peer.DisposeAsync);
        _sessions.Add(await CellSession.OpenAsync(UnixSocket.Connect(peer.SocketPath), caller, cancellation));
    }
}
