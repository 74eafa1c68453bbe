using System.Diagnostics;

namespace Cells.Rpc.Serving;

/// <summary>
/// Decides where a method runs: on the thread that reads, which costs nothing, or on the thread pool, where several run at once. Learnt
/// from how long most calls take.
/// </summary>
/// <param name="staysOnReader">Nothing is learnt: it never runs on the pool.</param>
internal sealed class DispatchPolicy(bool staysOnReader)
{
    /// <summary>A method most of whose handlers keep the reading thread for longer than this runs on the pool.</summary>
    internal const int InlineMaxMicroseconds = 20;

    private const int MeasuredFirst = 16;
    private const int MeasureEvery = 16;
    private const int MaxScore = 16;
    private const int PoolScore = 8;
    private static readonly long InlineMaxTicks = Stopwatch.Frequency / 1_000_000 * InlineMaxMicroseconds;

    // One for each slow call, less one for each quick one: a majority decides, so that a thread preempted now and then changes nothing.
    private int _score;
    private int _calls;

    /// <summary>Whether the next call runs on the pool.</summary>
    internal bool UsesPool => Volatile.Read(ref _score) >= PoolScore && !staysOnReader;

    /// <summary>Whether the next call's run time should be measured. Called for each call that runs on the reading thread.</summary>
    internal bool ShouldMeasure()
    {
        int calls = ++_calls;
        return calls <= MeasuredFirst || calls % MeasureEvery == 0;
    }

    /// <summary>Notes how long a handler kept its thread.</summary>
    internal void Measured(long ticks)
    {
        int score = Volatile.Read(ref _score);
        Volatile.Write(ref _score, ticks > InlineMaxTicks ? Math.Min(score + 1, MaxScore) : Math.Max(score - 1, 0));
    }

    /// <summary>A handler blocked the reading thread until another took over: this method does not run there until many calls were quick.</summary>
    internal void Blocked() => Volatile.Write(ref _score, MaxScore);
}
