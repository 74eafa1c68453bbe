namespace Cells.Rpc.Clients;

/// <summary>How long to wait between attempts: twice as long each time, and at random by up to a half less, so that many callers do not come at once.</summary>
/// <param name="first">Before the second attempt, at most.</param>
/// <param name="longest">Before any.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan _delay = Shorter(first, longest);

    /// <summary>The longest that the next wait may take.</summary>
    internal TimeSpan Longest => _delay;

    /// <summary>The next wait: between half of <see cref="Longest"/> and all of it.</summary>
    internal TimeSpan Next()
    {
        TimeSpan wait = _delay * (0.5 + (Random.Shared.NextDouble() / 2));
        _delay = Shorter(_delay * 2, longest);
        return wait;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
