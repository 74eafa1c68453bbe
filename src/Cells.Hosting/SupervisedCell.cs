using Cells.Nucleus.Contracts;
using Cells.Platform.Native;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>A cell under a supervisor: it serves the socket that it is handed, until it is told to drain or the supervisor is gone.</summary>
internal static class SupervisedCell
{
    private const int HandOverTimeoutMilliseconds = 10_000;
    private const int FarewellTimeoutMilliseconds = 2_000;

    internal static async Task RunAsync(CellServer server, UnixSocket control, ILogger logger, CancellationToken stop)
    {
        (byte mark, DescriptorHandle[] descriptors) = control.ReceiveDescriptors(HandOverTimeoutMilliseconds);
        if (mark != ControlChannel.ListenerMark || descriptors.Length != 1)
            throw new IOException($"The supervisor handed over {descriptors.Length} descriptors with the mark {mark}; one with the mark {ControlChannel.ListenerMark} was expected. Supervisor and cell are of different versions.");

        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new SessionOptions { Name = server.Name, Logger = logger };
        options.Services.Add(Binding.ContractRegistry.CreateDispatcher<ICellControl>(new ControlService(server, drained)));
        await using CellSession session = await CellSession.OpenAsync(control, options, stop);
        await using CellSupervisionClient supervisor = session.CreateClient<CellSupervisionClient>();

        server.Listen(new UnixSocket(descriptors[0]));
        await supervisor.ReadyAsync(
            new ReadyReport(options.Instance.ToString("N"), Environment.ProcessId, [.. server.Services.Dispatchers.Select(dispatcher => dispatcher.Contract.Name)]), stop);

        await Task.WhenAny(drained.Task, session.Closed, WhenCancelled(stop));
        if (!drained.Task.IsCompleted)
            await server.DrainAsync(CancellationToken.None);

        // The supervisor gets the outcomes of what it asked before its session ends.
        using var patience = new CancellationTokenSource(FarewellTimeoutMilliseconds);
        try
        {
            await session.DrainAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("The supervisor did not answer within {Milliseconds} ms while this cell ended", FarewellTimeoutMilliseconds);
        }
    }

    private static async Task WhenCancelled(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // What was waited for.
        }
    }

    /// <summary>What the supervisor may ask.</summary>
    private sealed class ControlService(CellServer server, TaskCompletionSource drained) : ICellControl
    {
        public async ValueTask<DrainReport> DrainAsync(DrainOrder order, CancellationToken cancellation = default)
        {
            using var deadline = new CancellationTokenSource(order.TimeoutMs);
            int cutOff = await server.DrainAsync(deadline.Token);
            drained.TrySetResult();
            return new DrainReport(cutOff == 0, cutOff);
        }
    }
}
