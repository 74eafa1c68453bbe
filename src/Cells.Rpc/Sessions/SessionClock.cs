using System.Diagnostics.CodeAnalysis;

namespace Cells.Rpc.Sessions;

/// <summary>
/// Looks after deadlines every <see cref="TickMilliseconds"/>, but only while calls with a deadline are in flight; and after stalled peers
/// with a slow heartbeat while sessions are open.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Lives as long as its process.")]
internal sealed class SessionClock
{
    /// <summary>How late a deadline may be noticed.</summary>
    internal const int TickMilliseconds = 10;

    /// <summary>The named heartbeat: how often an idle process with open sessions wakes up.</summary>
    internal const int HeartbeatMilliseconds = 5_000;

    private readonly Lock _gate = new();
    private readonly HashSet<CellSession> _open = [];
    private readonly HashSet<IDeadlineKeeper> _withDeadlines = [];
    private readonly Timer _deadlines;
    private readonly Timer _heartbeat;

    private SessionClock()
    {
        _deadlines = new Timer(static clock => ((SessionClock)clock!).Tick(), this, Timeout.Infinite, Timeout.Infinite);
        _heartbeat = new Timer(static clock => ((SessionClock)clock!).Beat(), this, Timeout.Infinite, Timeout.Infinite);
    }

    internal static SessionClock Shared { get; } = new();

    /// <summary>The sessions that are open now.</summary>
    internal IReadOnlyList<CellSession> Open => Snapshot(_open);

    internal void Opened(CellSession session)
    {
        lock (_gate)
        {
            if (_open.Add(session) && _open.Count == 1)
                _heartbeat.Change(HeartbeatMilliseconds, HeartbeatMilliseconds);
        }
    }

    internal void Closed(CellSession session)
    {
        lock (_gate)
        {
            if (_withDeadlines.Remove(session) && _withDeadlines.Count == 0)
                _deadlines.Change(Timeout.Infinite, Timeout.Infinite);
            if (_open.Remove(session) && _open.Count == 0)
                _heartbeat.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    /// <summary>There is a call with a deadline.</summary>
    internal void Watch(IDeadlineKeeper keeper)
    {
        lock (_gate)
        {
            if (_withDeadlines.Add(keeper) && _withDeadlines.Count == 1)
                _deadlines.Change(TickMilliseconds, TickMilliseconds);
        }
    }

    private void Tick()
    {
        foreach (IDeadlineKeeper keeper in Snapshot(_withDeadlines))
        {
            if (keeper.ExpireDeadlines(Environment.TickCount64))
                continue;

            lock (_gate)
            {
                // A call may have come since; then it stays.
                if (!keeper.HasDeadlines && _withDeadlines.Remove(keeper) && _withDeadlines.Count == 0)
                    _deadlines.Change(Timeout.Infinite, Timeout.Infinite);
            }
        }
    }

    private void Beat()
    {
        foreach (CellSession session in Snapshot(_open))
        {
            session.CloseIfStalled(Environment.TickCount64);
            session.CloseIfKept(Environment.TickCount64);
        }
    }

    private T[] Snapshot<T>(HashSet<T> all)
    {
        lock (_gate)
            return [.. all];
    }
}
