using Cells.Bench.Load.Measuring;

namespace Cells.Bench.Load.Callers;

/// <summary>Makes one call after the other until it is told to stop, and checks each reply.</summary>
internal abstract class Caller(LoadControl control)
{
    private long _calls;

    /// <summary>How many calls have come back. Any thread may look.</summary>
    internal long Calls => Volatile.Read(ref _calls);

    /// <summary>The latencies noted; to be read when the caller has stopped.</summary>
    internal LatencyHistogram Latency { get; } = new();

    /// <summary>What the caller looks at between two calls.</summary>
    protected LoadControl Control { get; } = control;

    /// <summary>Calls until told to stop.</summary>
    internal abstract Task RunAsync();

    /// <summary>A reply came and was right.</summary>
    protected long Count()
    {
        long calls = _calls + 1;
        Volatile.Write(ref _calls, calls);
        return calls;
    }

    /// <summary>Notes a latency if it counts.</summary>
    protected void Note(long from, long to)
    {
        if (Control.Measuring)
            Latency.Record(Clock.Nanoseconds(from, to));
    }

    /// <summary>Runs a blocking loop on a thread of its own.</summary>
    protected static Task OnOwnThread(Action loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>A reply was wrong.</summary>
    protected static InvalidOperationException WrongReply(object expected, object actual) =>
        new($"The reply is {actual}; it should be {expected}.");
}
