namespace Cells.Bench.Load.Callers;

/// <summary>What callers look at between two calls.</summary>
internal sealed class LoadControl
{
    private volatile bool _measuring;
    private volatile bool _stopped;

    /// <summary>Whether latencies count.</summary>
    internal bool Measuring
    {
        get => _measuring;
        set => _measuring = value;
    }

    /// <summary>Whether to make no further call.</summary>
    internal bool Stopped => _stopped;

    internal void Stop() => _stopped = true;
}
