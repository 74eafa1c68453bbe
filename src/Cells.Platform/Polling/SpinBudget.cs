using System.Diagnostics;
using Cells.Platform.Threads;

namespace Cells.Platform.Polling;

/// <summary>
/// How long it pays to poll before blocking: longer while the next message keeps coming soon, hardly at all while it does not,
/// and not at all with one processor.
/// </summary>
public struct SpinBudget
{
    private static readonly long MaxTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 1_000_000 * MaxMicroseconds : 0;
    private static readonly long MinTicks = Environment.ProcessorCount > 1 ? Stopwatch.Frequency / 1_000_000 * MinMicroseconds : 0;
    private static readonly long YieldAfterTicks = Stopwatch.Frequency / 1_000_000 * YieldAfterMicroseconds;
    private static readonly long LongTurnTicks = Stopwatch.Frequency / 1_000_000 * LongTurnMicroseconds;
    private static readonly long MinCrowdedTicks = Stopwatch.Frequency / 1_000 * MinCrowdedMilliseconds;
    private static readonly long MaxCrowdedTicks = Stopwatch.Frequency / 1_000 * MaxCrowdedMilliseconds;
    private long _ticks;
    private bool _isCrowded;
    private long _crowdedUntil;
    private long _crowdedTicks;

    /// <summary>The longest that is ever polled, in microseconds: about a sleep and a wake-up, so that polling at most doubles the cost of blocking.</summary>
    public const int MaxMicroseconds = 50;

    /// <summary>The shortest, in microseconds, so that a change of pattern is noticed.</summary>
    public const int MinMicroseconds = 4;

    /// <summary>After this many microseconds of polling, each further turn lets other threads run first.</summary>
    public const int YieldAfterMicroseconds = 8;

    /// <summary>Whoever has the processor for so many microseconds meanwhile does not wait for messages, but computes.</summary>
    public const int LongTurnMicroseconds = 500;

    /// <summary>
    /// For so many milliseconds after such a turn it is hardly polled: beside threads that compute, who sleeps is woken up in time, and who polls waits until they have had their share.
    /// Twice as long each time, where another such turn comes soon after; a lone one costs little.
    /// </summary>
    public const int MinCrowdedMilliseconds = 1;

    /// <summary>At most for so many.</summary>
    public const int MaxCrowdedMilliseconds = 32;

    /// <summary>Starts at the longest.</summary>
    public static SpinBudget Create() => new() { _ticks = MaxTicks };

    /// <summary>In units of <see cref="Stopwatch"/>.</summary>
    public readonly long Ticks => _ticks;

    /// <summary>The message came while polling, or so soon after that polling on would have caught it.</summary>
    public void Hit()
    {
        if (_isCrowded && Stopwatch.GetTimestamp() < _crowdedUntil)
            return;
        _isCrowded = false;
        _ticks = Math.Min(MaxTicks, (_ticks * 2) + MinTicks);
    }

    /// <summary>It did not.</summary>
    public void Miss() => _ticks = Math.Max(MinTicks, _ticks / 2);

    /// <summary>One turn of a polling loop that has found nothing for so long.</summary>
    /// <returns>Whether other threads were let run, which may have taken milliseconds: the loop has to look at the clock.</returns>
    public bool Relax(long idleTicks)
    {
        if (idleTicks < YieldAfterTicks)
        {
            Processor.Pause();
            return false;
        }

        long before = Stopwatch.GetTimestamp();
        Processor.Yield();
        long after = Stopwatch.GetTimestamp();
        if (after - before > LongTurnTicks)
        {
            bool isSoon = before - _crowdedUntil < MaxCrowdedTicks;
            _crowdedTicks = isSoon ? Math.Min(MaxCrowdedTicks, _crowdedTicks * 2) : MinCrowdedTicks;
            _crowdedUntil = after + _crowdedTicks;
            _isCrowded = true;
            _ticks = MinTicks;
        }

        return true;
    }

    /// <summary>Notes how long a block lasted.</summary>
    public void Blocked(long ticks)
    {
        if (ticks < MaxTicks)
            Hit();
        else
            Miss();
    }
}
