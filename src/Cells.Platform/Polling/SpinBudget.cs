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
    private long _ticks;

    /// <summary>The longest that is ever polled, in microseconds: about a sleep and a wake-up, so that polling at most doubles the cost of blocking.</summary>
    public const int MaxMicroseconds = 50;

    /// <summary>The shortest, in microseconds, so that a change of pattern is noticed.</summary>
    public const int MinMicroseconds = 4;

    /// <summary>After this many microseconds of polling, each further turn lets other threads run first.</summary>
    public const int YieldAfterMicroseconds = 8;

    /// <summary>Starts at the longest.</summary>
    public static SpinBudget Create() => new() { _ticks = MaxTicks };

    /// <summary>In units of <see cref="Stopwatch"/>.</summary>
    public readonly long Ticks => _ticks;

    /// <summary>The message came while polling, or so soon after that polling on would have caught it.</summary>
    public void Hit() => _ticks = Math.Min(MaxTicks, (_ticks * 2) + MinTicks);

    /// <summary>It did not.</summary>
    public void Miss() => _ticks = Math.Max(MinTicks, _ticks / 2);

    /// <summary>One turn of a polling loop that has found nothing for so long.</summary>
    /// <returns>Whether other threads were let run, which may have taken milliseconds: the loop has to look at the clock.</returns>
    public static bool Relax(long idleTicks)
    {
        if (idleTicks < YieldAfterTicks)
        {
            Processor.Pause();
            return false;
        }

        Processor.Yield();
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
