namespace Cells.Rpc.Sessions;

/// <summary>Has calls with a deadline, and lets the clock look after them.</summary>
internal interface IDeadlineKeeper
{
    /// <summary>Whether there may be such calls.</summary>
    bool HasDeadlines { get; }

    /// <summary>Ends the calls whose deadline has passed.</summary>
    /// <param name="now">In <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether calls with a deadline remain.</returns>
    bool ExpireDeadlines(long now);
}
