using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>The callers of one run.</summary>
internal sealed class CallerSet : IDisposable
{
    private readonly LoadControl _control = new();
    private readonly Caller[] _callers;
    private readonly Image<Payload> _untouched;
    private Task _running = Task.CompletedTask;

    internal CallerSet(IReadOnlyList<LoadClient> clients, BenchPlan plan)
    {
        LoadClient client = clients[0];
        if (plan is { Untouched: true, IsRecord: false })
        {
            _untouched = client.Rent<Payload>(PayloadSize.OfImage(plan.PayloadBytes));
            _untouched.Build().ReserveData(plan.PayloadBytes);
        }

        _callers = plan.Scenario.IsFanout ? [new FanoutCaller(clients, _control, _untouched, plan)] : [.. Enumerable.Range(0, plan.InFlight).Select(_ => Create(client, plan))];
    }

    /// <summary>How many calls have come back.</summary>
    internal long Calls
    {
        get
        {
            long calls = 0;
            foreach (Caller caller in _callers)
                calls += caller.Calls;
            return calls;
        }
    }

    /// <summary>Whether latencies count.</summary>
    internal bool Measuring
    {
        get => _control.Measuring;
        set => _control.Measuring = value;
    }

    internal void Start()
    {
        // Without callers nothing ends the wait before its time.
        _running = _callers.Length == 0
            ? new TaskCompletionSource().Task
            : Task.WhenAll(_callers.Select(static caller => Task.Run(caller.RunAsync)));
    }

    /// <summary>Lets them call for so long, and blocks until then.</summary>
    /// <exception cref="InvalidOperationException">A reply was wrong.</exception>
    /// <exception cref="CellException">A call failed.</exception>
    internal void Watch(TimeSpan duration, CancellationToken cancellation)
    {
        if (_running.Wait(duration, cancellation))
            throw new InvalidOperationException("The callers have stopped by themselves.");
    }

    /// <summary>Lets them call for so long.</summary>
    /// <exception cref="InvalidOperationException">A reply was wrong.</exception>
    /// <exception cref="CellException">A call failed.</exception>
    internal async Task WatchAsync(TimeSpan duration, CancellationToken cancellation)
    {
        Task time = Task.Delay(duration, cancellation);
        await await Task.WhenAny(time, _running);
    }

    /// <summary>Stops them and gives what they noted.</summary>
    internal async Task<LatencyHistogram> StopAsync(TimeSpan patience)
    {
        _control.Stop();
        if (_callers.Length > 0)
            await _running.WaitAsync(patience);
        var all = new LatencyHistogram();
        foreach (Caller caller in _callers)
            all.Add(caller.Latency);
        return all;
    }

    /// <summary>Stops them without waiting.</summary>
    public void Dispose()
    {
        _control.Stop();
        _untouched.Dispose();
    }

    private Caller Create(LoadClient client, BenchPlan plan)
    {
        if (plan.Scenario == Scenario.Stream)
            return new StreamCaller(client, _control);
        if (plan.Scenario == Scenario.Tunnel)
            return new TunnelCaller(client, _control, plan.PayloadBytes);
        if (plan.IsRecord)
            return new RecordCaller(client, _control, plan.PayloadBytes, plan.Untouched);
        if (plan.Untouched)
            return new MeasureCaller(client, _control, _untouched, plan.PayloadBytes);
        if (plan.Scenario.HasPayload)
            return new SumCaller(client, _control, plan.PayloadBytes);
        return new EchoCaller(client, _control, ModeOf(plan), plan.Later);
    }

    private static EchoMode ModeOf(BenchPlan plan) => (plan.Scenario.Name, plan.Blocking) switch
    {
        ("pipelined", _) => EchoMode.SampledLoop,
        ("parked", false) => EchoMode.Rested,
        ("parked", true) => EchoMode.BlockingRested,
        (_, false) => EchoMode.Loop,
        (_, true) => EchoMode.BlockingLoop,
    };
}
