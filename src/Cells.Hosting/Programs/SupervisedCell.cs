using Cells.Binding;
using Cells.Nucleus.Contracts;
using Cells.Platform;
using Cells.Platform.Native;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Microsoft.Extensions.Logging;

namespace Cells.Hosting;

/// <summary>
/// A cell under a supervisor: it serves the socket that it is handed, until it is told to drain. When the supervisor is gone it serves on and reports
/// to the next one, or ends, as its environment says.
/// </summary>
/// <param name="server">What is served.</param>
/// <param name="contracts">Its contracts.</param>
/// <param name="control">The supervisor's socket.</param>
/// <param name="logger">Where problems are logged.</param>
internal sealed class SupervisedCell(CellServer server, IReadOnlyList<ContractDescriptor> contracts, UnixSocket control, ILogger logger) : IResidence
{
    private const int HandOverTimeoutMilliseconds = 10_000;

    /// <summary>With less time to drain, callers are to leave at once: twice the default of <see cref="ConnectOptions.HandOverTimeout"/>.</summary>
    private const int LeastTimeToGoOverMilliseconds = 1_000;
    private const int FarewellTimeoutMilliseconds = 2_000;
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(200);

    private readonly string? _adoptionSocket = Environment.GetEnvironmentVariable(ControlChannel.AdoptionVariable);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly CallMeasuring _measuring = new();
    private readonly PoolProbe _pool = new();
    private UnixSocket? _listener;
    private DescriptorHandle? _kept;
    private CellSession? _session;
    private bool _accepts;

    /// <inheritdoc/>
    public Task Ended => _ended.Task;

    private CellServer Server => server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellation)
    {
        (byte mark, DescriptorHandle[] descriptors) = control.ReceiveDescriptors(HandOverTimeoutMilliseconds);
        if (mark != ControlChannel.ListenerMark || descriptors.Length != ControlChannel.ListenerDescriptors)
            throw new IOException($"The supervisor handed over {descriptors.Length} descriptors with the mark {mark}; {ControlChannel.ListenerDescriptors} with the mark {ControlChannel.ListenerMark} were expected. Supervisor and cell are of different versions.");

        _listener = new UnixSocket(descriptors[0]);
        _kept = descriptors[1];
        await ReportAsync(control, cancellation);
        _ = FollowAsync();
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await _stopping.CancelAsync();
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
    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync();
        _kept?.Dispose();
        _listener?.Dispose();
        _measuring.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Opens a session with a supervisor and says that this cell could serve.</summary>
    private async Task ReportAsync(UnixSocket socket, CancellationToken cancellation)
    {
        // A few small calls in its life: the socket does, and memory for rings would be spent for nothing.
        var options = new SessionOptions { Name = server.Name, Logger = logger, SharedMemory = false };
        options.Services.Add(ContractRegistry.CreateDispatcher<ICellControl>(new ControlService(this)));
        options.Services.AddForReader(ContractRegistry.CreateDispatcher<ICellProbe>(new ProbeService(this)));
        CellSession session = await CellSession.OpenAsync(socket, options, cancellation);
        _session = session;
        bool accepts;
        lock (_gate)
            accepts = _accepts;
        await session.CreateClient<CellSupervisionClient>().ReadyAsync(
            new ReadyReport(
                options.Instance.ToString("N"),
                Environment.ProcessId,
                [.. contracts.Select(static contract => contract.Name)],
                [.. contracts.Select(static contract => contract.SchemaJson)],
                accepts),
            cancellation);
    }

    /// <summary>Stays with a supervisor, the next one when that is gone, until the cell is to end.</summary>
    private async Task FollowAsync()
    {
        do
        {
            await Task.WhenAny(_drained.Task, _session!.Closed);
        }
        while (!_drained.Task.IsCompleted && _adoptionSocket is not null && !_stopping.IsCancellationRequested && await FindNextAsync(_adoptionSocket));
        _ended.TrySetResult();
    }

    /// <summary>Looks for the next supervisor until there is one; false: there is none to come.</summary>
    private async Task<bool> FindNextAsync(string path)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(5);
        try
        {
            while (Directory.Exists(Path.GetDirectoryName(path)))
            {
                if (await TryReportAsync(path) is { } isWelcome)
                    return isWelcome;
                await Task.WhenAny(_drained.Task, Task.Delay(pause, _stopping.Token));
                if (_drained.Task.IsCompleted || _stopping.IsCancellationRequested)
                    return false;
                pause = pause * 2 < LongestLook ? pause * 2 : LongestLook;
            }

            logger.LogWarning("The run directory is gone, and the supervisor with it: this cell ends");
        }
        catch (Exception error)
        {
            logger.LogError(error, "No supervisor can be found any more: this cell ends");
        }

        return false;
    }

    /// <returns>Whether a supervisor has taken this cell over, or dismissed it; null: there is none.</returns>
    private async Task<bool?> TryReportAsync(string path)
    {
        try
        {
            var socket = UnixSocket.Connect(path);
            socket.SendDescriptors(ControlChannel.ListenerMark, _kept!, _kept!);
            (byte answer, _) = socket.ReceiveDescriptors(HandOverTimeoutMilliseconds);
            if (answer == ControlChannel.WelcomeMark)
            {
                await ReportAsync(socket, _stopping.Token);
                return true;
            }

            socket.Dispose();
            logger.LogWarning("The next supervisor knows nothing of this process: it ends");
            return false;
        }
        catch (Exception error) when (error is PlatformException or CellException or TimeoutException)
        {
            // There is none yet, or it has ended again.
            return null;
        }
    }

    private void Accept()
    {
        lock (_gate)
        {
            if (_accepts)
                return;
            _accepts = true;
            server.Listen(_listener!);
        }
    }

    /// <summary>What the supervisor may ask.</summary>
    private sealed class ControlService(SupervisedCell cell) : ICellControl
    {
        public ValueTask AcceptAsync(CancellationToken cancellation = default)
        {
            cell.Accept();
            return ValueTask.CompletedTask;
        }

        public async ValueTask<DrainReport> DrainAsync(DrainOrder order, CancellationToken cancellation = default)
        {
            using var deadline = new CancellationTokenSource(order.TimeoutMs);
            bool goesOver = order.Replaced && order.TimeoutMs >= LeastTimeToGoOverMilliseconds;
            int cutOff = await (goesOver ? cell.Server.HandOverAsync(deadline.Token) : cell.Server.DrainAsync(deadline.Token));
            cell._drained.TrySetResult();
            return new DrainReport(cutOff == 0, cutOff);
        }

        public ValueTask<InstanceReport> ReportAsync(ReportOrder order, CancellationToken cancellation = default) =>
            new(InstanceReports.Now(cell.Server, cell._session, cell._measuring.Now(order.MeasureForMs)));

        public async ValueTask WarmUpAsync(CancellationToken cancellation = default)
        {
            // Whoever reads has calls to serve meanwhile.
            await Task.Yield();
            await cell.Server.WarmUpAsync(cancellation);
        }
    }

    /// <summary>Answers while the thread pool is stuck.</summary>
    private sealed class ProbeService(SupervisedCell cell) : ICellProbe
    {
        public ValueTask<ProbeReport> ProbeAsync(CancellationToken cancellation = default)
        {
            (string Method, TimeSpan Age)? abandoned = CellServer.LongestAbandoned;
            return new(new ProbeReport(cell.Server.CallsInFlight, cell.Server.CallsBegun, cell._pool.StuckMilliseconds(), (long)(abandoned?.Age.TotalMilliseconds ?? 0), abandoned?.Method ?? ""));
        }
    }
}
