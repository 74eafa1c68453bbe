using Cells.Bench.Load.Contracts;

namespace Cells.Bench.Load;

/// <summary>The figure that a workload is about.</summary>
public enum MainFigure
{
    /// <summary>None that can be compared with a raw exchange.</summary>
    None,

    /// <summary>The median latency: smaller is better.</summary>
    MedianLatency,

    /// <summary>Calls per second.</summary>
    CallsPerSecond,

    /// <summary>Payload bytes per second, one direction.</summary>
    BytesPerSecond,
}

/// <summary>A workload.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What is called, in a few words.</param>
/// <param name="PayloadBytes">The payload, unless told otherwise.</param>
/// <param name="InFlight">How many calls are in flight, unless told otherwise.</param>
/// <param name="Figure">What it is about.</param>
public sealed record Scenario(string Name, string Description, int PayloadBytes, int InFlight, MainFigure Figure)
{
    /// <summary>One caller that awaits each echo of 64 bytes before it sends the next.</summary>
    public static Scenario PingPong { get; } = new("pingpong", "64 B each way, one caller in a loop", Block64, 1, MainFigure.MedianLatency) { MayBlock = true };

    /// <summary>Many of them.</summary>
    public static Scenario Pipelined { get; } = new("pipelined", "64 B each way, async callers", Block64, 64, MainFigure.CallsPerSecond) { TakesDepth = true };

    /// <summary>A payload filled by the caller and summed by the handler.</summary>
    public static Scenario Small { get; } = new("small", "a payload filled by the caller and summed by the handler", 1024, 64, MainFigure.CallsPerSecond)
    {
        TakesDepth = true,
        HasPayload = true,
    };

    /// <summary>The same with a larger one.</summary>
    public static Scenario Bulk { get; } = Small with { Name = "bulk", PayloadBytes = 51_200, Figure = MainFigure.BytesPerSecond };

    /// <summary>One payload for several processes at a time.</summary>
    public static Scenario Fanout { get; } = new("fanout", "one payload, filled once, to as many processes as are in flight; each sums it", 1 << 20, 4, MainFigure.BytesPerSecond)
    {
        TakesDepth = true,
        HasPayload = true,
        IsFanout = true,
    };

    /// <summary>One stream whose items the handler fills and the caller sums.</summary>
    public static Scenario Stream { get; } = new("stream", "one stream of items filled by the handler and summed by the caller", Page.Bytes, 1, MainFigure.CallsPerSecond) { IsStream = true };

    /// <summary>Bytes through one tunnel, which nobody looks at.</summary>
    public static Scenario Tunnel { get; } = new("tunnel", "bytes through one tunnel, in pieces", 65_536, 1, MainFigure.BytesPerSecond) { IsStream = true };

    /// <summary>Ping-pong after a rest long enough for both sides to fall asleep.</summary>
    public static Scenario Parked { get; } = PingPong with { Name = "parked", Description = "64 B each way after 2 ms of rest" };

    /// <summary>An open session and nothing else.</summary>
    public static Scenario Idle { get; } = new("idle", "an open session, nothing sent", 0, 0, MainFigure.None);

    /// <summary>All that can be run.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [PingPong, Pipelined, Small, Bulk, Fanout, Stream, Tunnel, Parked, Idle];

    /// <summary>Whether the number of calls in flight may be chosen.</summary>
    public bool TakesDepth { get; private init; }

    /// <summary>Whether there is a payload of any size, that may be left untouched.</summary>
    public bool HasPayload { get; private init; }

    /// <summary>Whether each call in flight goes to a process of its own.</summary>
    public bool IsFanout { get; private init; }

    /// <summary>Whether a payload may be sent as a record.</summary>
    public bool TakesForm => HasPayload && !IsFanout;

    /// <summary>Whether the handler sends back what came.</summary>
    public bool IsEcho => PayloadBytes == Block64;

    /// <summary>Whether one call carries all: items or pieces are counted in place of calls, and nothing has a latency.</summary>
    public bool IsStream { get; private init; }

    /// <summary>Whether there is a blocking form.</summary>
    public bool MayBlock { get; private init; }

    private const int Block64 = 64;
}
