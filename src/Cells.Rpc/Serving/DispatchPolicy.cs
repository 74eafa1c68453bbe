using System.Diagnostics;

namespace Cells.Rpc.Serving;

/// <summary>
/// Decides where a method runs: on the thread that reads, which costs nothing, or on the thread pool, where several run at once. Learnt
/// from how long it takes.
/// </summary>
internal sealed class DispatchPolicy
{
    /// <summary>A method whose handler keeps the reading thread for longer than this on average runs on the pool.</summary>
    internal const int InlineMaxMicroseconds = 20;

    private const int MeasuredFirst = 16;
    private const int MeasureEvery = 16;
    private static readonly long InlineMaxTicks = Stopwatch.Frequency / 1_000_000 * InlineMaxMicroseconds;

    private int _calls;
    private long _average;
    private volatile bool _pool;

    /// <summary>Whether the next call runs on the pool.</summary>
    internal bool UsesPool => _pool;

    /// <summary>Whether the next call's run time should be measured. Called for each call.</summary>
    internal bool ShouldMeasure()
    {
        int calls = ++_calls;
        return calls <= MeasuredFirst || calls % MeasureEvery == 0;
    }

    /// <summary>Notes how long a handler kept its thread.</summary>
    internal void Measured(long ticks)
    {
        // The first call pays for compilation; it says nothing.
        if (_calls <= 1)
            return;
        _average += (Math.Min(ticks, InlineMaxTicks * 16) - _average) / 8;
        _pool = _average > InlineMaxTicks;
    }

    /// <summary>A handler blocked the reading thread until another took over: this method does not run there again until it has become quick.</summary>
    internal void Blocked()
    {
        if (_calls <= 1)
            return;
        _average = InlineMaxTicks * 16;
        _pool = true;
    }
}
