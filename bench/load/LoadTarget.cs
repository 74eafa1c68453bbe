using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;
using Cells.Bench.Load.Peers;
using Cells.Binding;
using Cells.Platform.Sockets;
using Cells.Rpc;

namespace Cells.Bench.Load;

/// <summary>The serving side as the caller sees it.</summary>
internal sealed class LoadTarget : IAsyncDisposable
{
    private readonly CellSession _session;
    private readonly Func<ValueTask> _endOther;

    private LoadTarget(CellSession session, Func<ValueTask> endOther, bool isOneProcess)
    {
        _session = session;
        _endOther = endOther;
        IsOneProcess = isOneProcess;
        Client = session.CreateClient<LoadClient>();
    }

    internal LoadClient Client { get; }

    /// <summary>Whether both sides are in this process.</summary>
    internal bool IsOneProcess { get; }

    internal static async Task<LoadTarget> OpenAsync(BenchPlan plan, PeerCommand command, CancellationToken cancellation)
    {
        var caller = new SessionOptions { Name = "bench", SharedMemory = plan.IsSharedMemory };
        if (plan.IsInProcess)
        {
            var serving = new SessionOptions { Name = "bench_peer" };
            serving.Services.Add(ContractRegistry.CreateDispatcher<ILoad>(new LoadService(static () => [])));
            (CellSession first, CellSession second) = await CellSession.OpenPairAsync(caller, serving, cancellation);
            return new LoadTarget(first, second.DisposeAsync, isOneProcess: true);
        }

        PeerProcess peer = await PeerProcess.StartAsync(command, PeerProgram.ServeRole, [plan.IsSharedMemory.ToString()], cancellation);
        try
        {
            CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(peer.SocketPath), caller, cancellation);
            return new LoadTarget(session, peer.DisposeAsync, isOneProcess: false);
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>What this process has used.</summary>
    internal Usage ClientUsage() => ProcessUsage.Now(_session);

    /// <summary>What the serving process has used.</summary>
    internal ValueTask<Usage> ServerUsageAsync(CancellationToken cancellation) => Client.UsageAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _endOther();
    }
}
