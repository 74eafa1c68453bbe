namespace Cells.Binding;

/// <summary>
/// The deadline of the call that is being handled, which the calls that its handler makes inherit: it follows the handler's asynchronous flow.
/// Costs nothing until a call with a deadline is served.
/// </summary>
public static class AmbientDeadline
{
    private static readonly AsyncLocal<long> Flow = new();
    private static volatile bool s_isUsed;

    /// <summary>When it passes, in <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> for never.</summary>
    public static long Tick => s_isUsed && Flow.Value is var tick and not 0 ? tick : long.MaxValue;

    /// <summary>A handler begins whose call has a deadline; <see cref="Leave"/> follows on the same thread.</summary>
    /// <param name="tick">When the deadline passes.</param>
    /// <returns>What to leave with.</returns>
    public static long Enter(long tick)
    {
        s_isUsed = true;
        long before = Flow.Value;
        Flow.Value = tick;
        return before;
    }

    /// <summary>The handler has returned; what it has begun keeps its deadline.</summary>
    /// <param name="before">What <see cref="Enter"/> returned.</param>
    public static void Leave(long before) => Flow.Value = before;
}
