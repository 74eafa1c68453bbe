using Cells.Bench.Load.Peers;

namespace Cells.Bench.Load.Raw;

/// <summary>The exchange of a workload without the framework.</summary>
internal static class RawExchange
{
    /// <summary>For how long each form runs before it counts.</summary>
    internal static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    // What the yardstick in C puts around each payload, and what it answers a sum with.
    private const int RequestOverheadBytes = 44;
    private const int DigestReplyBytes = 28;

    /// <summary>How many items or pieces of a stream go in one write.</summary>
    private const int StreamBatch = 64;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Measures what belongs to a plan; null where nothing does.</summary>
    internal static async Task<RawResult?> MeasureAsync(BenchPlan plan, PeerCommand command, CancellationToken cancellation)
    {
        if (plan.IsInProcess || plan.Scenario.Figure == MainFigure.None || (plan.IsSharedMemory && plan.Scenario.IsStream))
            return null;
        TimeSpan duration = plan.Duration / 2 < Longest ? plan.Duration / 2 : Longest;
        if (plan.Scenario.IsFanout)
            return await FanoutAsync(plan, command, duration, cancellation);
        if (plan.IsSharedMemory && plan.Scenario != Scenario.Parked)
            return await LaneAsync(plan, command, duration, cancellation);
        return plan.Scenario.Figure == MainFigure.MedianLatency
            ? await EchoAsync(plan, command, duration, cancellation)
            : await BatchAsync(plan, command, duration, cancellation);
    }

    private static async Task<RawResult> EchoAsync(BenchPlan plan, PeerCommand command, TimeSpan duration, CancellationToken cancellation)
    {
        bool rested = plan.Scenario == Scenario.Parked;
        RawFigures blocking = await EchoAsync(command, spin: false, rested, duration, cancellation);
        RawFigures? spinning = rested ? null : await EchoAsync(command, spin: true, rested, duration, cancellation);
        return new RawResult(rested ? "unix-parked" : "unix-pingpong", RawEcho.Bytes, RawEcho.Bytes, RawEcho.Bytes, 1, blocking, spinning);
    }

    private static async Task<RawFigures> EchoAsync(PeerCommand command, bool spin, bool rested, TimeSpan duration, CancellationToken cancellation)
    {
        await using PeerProcess peer = await PeerProcess.StartAsync(command, PeerProgram.RawEchoRole, [spin.ToString()], cancellation);
        using RawSocket socket = RawSocket.Connect(peer.SocketPath);
        return await OnOwnThread(() => RawEcho.Run(socket, spin, rested, duration), cancellation);
    }

    private static async Task<RawResult> BatchAsync(BenchPlan plan, PeerCommand command, TimeSpan duration, CancellationToken cancellation)
    {
        int replyBytes = plan.Scenario.IsEcho ? plan.PayloadBytes + RequestOverheadBytes : DigestReplyBytes;
        int batch = plan.Scenario.IsStream ? StreamBatch : plan.InFlight;
        bool isTouched = !plan.Untouched && plan.Scenario != Scenario.Tunnel;
        var shape = new RawBatchShape(plan.PayloadBytes + RequestOverheadBytes, replyBytes, batch, isTouched);
        RawFigures blocking = await BatchAsync(plan, command, shape, spin: false, duration, cancellation);
        RawFigures spinning = await BatchAsync(plan, command, shape, spin: true, duration, cancellation);
        return new RawResult("unix-batch", plan.PayloadBytes, shape.RequestBytes, shape.ReplyBytes, shape.Requests, blocking, spinning);
    }

    private static async Task<RawFigures> BatchAsync(BenchPlan plan, PeerCommand command, RawBatchShape shape, bool spin, TimeSpan duration, CancellationToken cancellation)
    {
        await using PeerProcess peer = await PeerProcess.StartAsync(command, PeerProgram.RawBatchRole, [shape.ToString(), spin.ToString()], cancellation);
        using RawSocket socket = RawSocket.Connect(peer.SocketPath);
        return await OnOwnThread(() => RawBatch.Run(socket, shape, plan.PayloadBytes, spin, duration), cancellation);
    }

    /// <summary>Over bare memory. Nobody sleeps on it, so that after a rest the socket's exchange is the one to compare with.</summary>
    private static async Task<RawResult> LaneAsync(BenchPlan plan, PeerCommand command, TimeSpan duration, CancellationToken cancellation)
    {
        var shape = new RawLaneShape(plan.PayloadBytes, plan.InFlight, plan.Scenario.IsEcho, !plan.Untouched);
        await using PeerProcess peer = await PeerProcess.StartAsync(command, PeerProgram.RawLaneRole, [shape.ToString()], cancellation);
        RawFigures spinning = await OnOwnThread(() => RawLane.Run(peer.SocketPath, shape, duration), cancellation);
        string exchange = !shape.IsEcho ? "shm-touch" : plan.InFlight == 1 ? "shm-pingpong" : "shm-ring";
        return new RawResult(exchange, plan.PayloadBytes, plan.PayloadBytes, shape.IsEcho ? plan.PayloadBytes : 0, plan.InFlight, Blocking: null, spinning);
    }

    private static async Task<RawResult> FanoutAsync(BenchPlan plan, PeerCommand command, TimeSpan duration, CancellationToken cancellation)
    {
        if (plan.IsSharedMemory)
        {
            var lane = new RawLaneShape(plan.PayloadBytes, 1, IsEcho: false, !plan.Untouched);
            RawFigures spinningLanes = await WithPeersAsync(plan, command, PeerProgram.RawLaneRole, [lane.ToString()], peers => RawFanout.RunLanes(peers, lane, duration), cancellation);
            return new RawResult("shm-fanout", plan.PayloadBytes, plan.PayloadBytes, 0, 1, Blocking: null, spinningLanes);
        }

        var shape = new RawBatchShape(plan.PayloadBytes + RequestOverheadBytes, DigestReplyBytes, 1, !plan.Untouched);
        RawFigures blocking = await OverSocketsAsync(spin: false);
        return new RawResult("unix-fanout", plan.PayloadBytes, shape.RequestBytes, shape.ReplyBytes, 1, blocking, await OverSocketsAsync(spin: true));

        Task<RawFigures> OverSocketsAsync(bool spin) => WithPeersAsync(
            plan, command, PeerProgram.RawBatchRole, [shape.ToString(), spin.ToString()], peers => RawFanout.RunSockets(peers, shape, plan.PayloadBytes, spin, duration), cancellation);
    }

    private static async Task<RawFigures> WithPeersAsync(
        BenchPlan plan, PeerCommand command, string role, string[] arguments, Func<IReadOnlyList<PeerProcess>, RawFigures> run, CancellationToken cancellation)
    {
        var peers = new List<PeerProcess>(plan.Peers);
        try
        {
            for (int i = 0; i < plan.Peers; i++)
                peers.Add(await PeerProcess.StartAsync(command, role, arguments, cancellation));
            return await OnOwnThread(() => run(peers), cancellation);
        }
        finally
        {
            foreach (PeerProcess peer in peers)
                await peer.DisposeAsync();
        }
    }

    private static Task<RawFigures> OnOwnThread(Func<RawFigures> run, CancellationToken cancellation) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation);
}
