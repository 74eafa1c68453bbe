using Cells.Nucleus.Contracts;
using Cells.Platform.Native;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>A cell under a supervisor: it serves the socket that it is handed, until it is told to drain or the supervisor is gone.</summary>
/// <param name="server">What is served.</param>
/// <param name="contracts">The names of its contracts.</param>
/// <param name="control">The supervisor's socket.</param>
/// <param name="logger">Where problems are logged.</param>
internal sealed class SupervisedCell(CellServer server, IReadOnlyList<string> contracts, UnixSocket control, ILogger logger) : IResidence
{
    private const int HandOverTimeoutMilliseconds = 10_000;
    private const int FarewellTimeoutMilliseconds = 2_000;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CellSession? _session;

    /// <inheritdoc/>
    public Task Ended => _ended.Task;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        (byte mark, DescriptorHandle[] descriptors) = control.ReceiveDescriptors(HandOverTimeoutMilliseconds);
        if (mark != ControlChannel.ListenerMark || descriptors.Length != 1)
            throw new IOException($"The supervisor handed over {descriptors.Length} descriptors with the mark {mark}; one with the mark {ControlChannel.ListenerMark} was expected. Supervisor and cell are of different versions.");

        // A few small calls in its life: the socket does, and memory for rings would be spent for nothing.
        var options = new SessionOptions { Name = server.Name, Logger = logger, SharedMemory = false };
        options.Services.Add(Binding.ContractRegistry.CreateDispatcher<ICellControl>(new ControlService(server, _drained, () => _session)));
        _session = await CellSession.OpenAsync(control, options, cancellation);
        _ = NoteEndAsync(_session);
        CellSupervisionClient supervisor = _session.CreateClient<CellSupervisionClient>();
        server.Listen(new UnixSocket(descriptors[0]));
        await supervisor.ReadyAsync(new ReadyReport(options.Instance.ToString("N"), Environment.ProcessId, [.. contracts]), cancellation);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!_drained.Task.IsCompleted)
            await server.DrainAsync(cancellation);
        if (_session is not { } session)
            return;

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

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task NoteEndAsync(CellSession session)
    {
        await Task.WhenAny(_drained.Task, session.Closed);
        _ended.TrySetResult();
    }

    /// <summary>What the supervisor may ask.</summary>
    private sealed class ControlService(CellServer server, TaskCompletionSource drained, Func<CellSession?> own) : ICellControl
    {
        public async ValueTask<DrainReport> DrainAsync(DrainOrder order, CancellationToken cancellation = default)
        {
            using var deadline = new CancellationTokenSource(order.TimeoutMs);
            int cutOff = await server.DrainAsync(deadline.Token);
            drained.TrySetResult();
            return new DrainReport(cutOff == 0, cutOff);
        }

        public ValueTask<InstanceReport> ReportAsync(CancellationToken cancellation = default)
        {
            CellSession? supervisor = own();
            return new ValueTask<InstanceReport>(InstanceReports.Now(session => !ReferenceEquals(session, supervisor)));
        }
    }
}
