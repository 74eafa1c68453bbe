using Cells.Platform.Processes;

namespace Cells.Nucleus.Supervision;

/// <summary>The life of one process of a cell, and of those that follow it in its place, as a state machine. Each method is one event; what it returns is what is to be done.</summary>
/// <remarks>
/// <code>
///                                       UpgradeAsked     UpgradeDone
///                                          ┌──────▶ Upgrading ──────┐
///             StartAsked       BecameReady │        UpgradeFailed   │    StopAsked
///   Stopped ──────────▶ Starting ────────▶ Ready ◀──────────────────┘ ─────────────▶ Draining
///    ▲ ▲ └── Adopted ────▲──┼──────────────▶ │                                           │
///    │ │     BackoffOver │  └── StopAsked ───┼─────────────────────────────▶ Draining     │
///    │ │                 │  Ended         Ended                                          │ Ended
///    │ │              Backoff ◀── worth    ──┤                                           │
///    │ │                 │        another try├── not ──▶ Failed                          │
///    │ └── StopAsked ────┴── exit as intended┘                                           │
///    └───────────────────────────────────────────────────────────────────────────────────┘
///
///             WaitAsked         Connected          RestAsked           Ended
///   Stopped ──────────▶ Idle ──────────▶ Starting   Ready ───▶ Draining ───▶ Idle ── StopAsked ──▶ Stopped
/// </code>
/// Not safe for several threads.
/// </remarks>
public sealed class CellLifecycle
{
    private readonly SupervisionLimits _limits;
    private readonly Func<double> _random;
    private readonly Queue<DateTime> _failures = new();
    private bool _everReady;
    private bool _rests;

    /// <summary>A cell that is stopped.</summary>
    /// <param name="rule">When it is started again.</param>
    /// <param name="limits">How often, and after how long.</param>
    /// <param name="random">Numbers from 0 to 1 that spread restarts; null for arbitrary ones.</param>
    public CellLifecycle(RestartRule rule, SupervisionLimits limits, Func<double>? random = null)
    {
        Rule = rule;
        _limits = limits;
        _random = random ?? Random.Shared.NextDouble;
    }

    /// <summary>When it is started again. An upgrade may change that.</summary>
    public RestartRule Rule { get; set; }

    /// <summary>Where the cell is.</summary>
    public CellState State { get; private set; } = CellState.Stopped;

    /// <summary>Why it is there, where that needs saying.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>How often it was started again on its own.</summary>
    public int Restarts { get; private set; }

    /// <summary>A process was started because somebody asked for it.</summary>
    public void StartAsked() => Move(CellState.Starting, from: [CellState.Stopped, CellState.Failed], "");

    /// <summary>It is to be there, and a process started once somebody connects.</summary>
    /// <param name="restarts">How often it had been started again before.</param>
    public void WaitAsked(int restarts = 0)
    {
        Move(CellState.Idle, from: [CellState.Stopped], "");
        Restarts = restarts;
    }

    /// <summary>Somebody has connected; a process was started.</summary>
    public void Connected() => Move(CellState.Starting, from: [CellState.Idle], "");

    /// <summary>It had nothing to do: its process is ended until somebody connects.</summary>
    public void RestAsked()
    {
        Move(CellState.Draining, from: [CellState.Ready], "");
        _rests = true;
    }

    /// <summary>A process that another supervisor has started serves already.</summary>
    /// <param name="restarts">How often it had been started again before.</param>
    public void Adopted(int restarts)
    {
        Move(CellState.Ready, from: [CellState.Stopped], "");
        Restarts = restarts;
        _everReady = true;
    }

    /// <summary>Another process starts beside the one that serves, to take over.</summary>
    public void UpgradeAsked() => Move(CellState.Upgrading, from: [CellState.Ready], "");

    /// <summary>It has taken over.</summary>
    /// <param name="why">Why that had to be, where the supervisor has decided it by itself; it counts as a restart. Null: somebody asked for it.</param>
    public void UpgradeDone(string? why = null)
    {
        Move(CellState.Ready, from: [CellState.Upgrading], why is null ? "" : $"it was replaced: {why}");
        Restarts += why is null ? 0 : 1;
    }

    /// <summary>It could not; the one that serves goes on.</summary>
    /// <param name="why">What was in the way.</param>
    public void UpgradeFailed(string why) => Move(CellState.Ready, from: [CellState.Upgrading], $"the last upgrade failed: {why}");

    /// <summary>The process reported that it serves.</summary>
    public void BecameReady()
    {
        Move(CellState.Ready, from: [CellState.Starting], "");
        _everReady = true;
    }

    /// <summary>Somebody asked for the end. A process that there is has to be ended now.</summary>
    public void StopAsked()
    {
        if (State is CellState.Starting or CellState.Ready or CellState.Upgrading)
            Move(CellState.Draining, from: [CellState.Starting, CellState.Ready, CellState.Upgrading], "");
        else
            Move(CellState.Stopped, from: [CellState.Backoff, CellState.Failed, CellState.Idle, CellState.Stopped], "");
    }

    /// <summary>The process ended.</summary>
    /// <param name="exit">How.</param>
    /// <param name="why">What is known beyond that: it was killed because it was not ready in time.</param>
    /// <param name="now">When.</param>
    /// <returns>After how long another one is to be started; null: none is, or where it is idle, none before somebody connects.</returns>
    public TimeSpan? Ended(ProcessExit exit, string? why, DateTime now)
    {
        if (State == CellState.Draining)
        {
            Move(_rests ? CellState.Idle : CellState.Stopped, from: [CellState.Draining], "");
            _rests = false;
            return null;
        }

        string what = why is null ? exit.ToString() : $"{why} ({exit})";
        bool failed = !exit.IsSuccess || why is not null;
        if (_everReady && (Rule == RestartRule.Never || (Rule == RestartRule.OnFailure && !failed)))
        {
            Move(failed ? CellState.Failed : CellState.Stopped, from: [CellState.Ready, CellState.Starting], failed ? what : "it ended by itself");
            return null;
        }

        // What was never ready would not become so by being tried again; whoever asked for it learns why at once.
        if (!_everReady)
        {
            Move(CellState.Failed, from: [CellState.Starting], $"it ended before it was ready: {what}");
            return null;
        }

        Remember(now);
        if (_failures.Count >= _limits.MaxFailures)
        {
            string reason = $"given up after {_failures.Count} failures within {_limits.FailureWindow.TotalSeconds:0} s (MaxFailures), the last one: {what}";
            Move(CellState.Failed, from: [CellState.Ready, CellState.Starting], reason);
            return null;
        }

        Move(CellState.Backoff, from: [CellState.Ready, CellState.Starting], what);
        return Delay();
    }

    /// <summary>It was down for long enough; another process was started.</summary>
    public void BackoffOver()
    {
        Move(CellState.Starting, from: [CellState.Backoff], Reason);
        Restarts++;
    }

    private void Remember(DateTime now)
    {
        _failures.Enqueue(now);
        while (now - _failures.Peek() > _limits.FailureWindow)
            _failures.Dequeue();
    }

    /// <summary>Twice as long for each failure in the window; between half of that and all of it, so that cells that failed together do not return together.</summary>
    private TimeSpan Delay()
    {
        double milliseconds = Math.Min(_limits.FirstBackoff.TotalMilliseconds * Math.Pow(2, _failures.Count - 1), _limits.LongestBackoff.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(milliseconds * (0.5 + (_random() / 2)));
    }

    private void Move(CellState to, ReadOnlySpan<CellState> from, string reason)
    {
        if (!from.Contains(State))
            throw new InvalidOperationException($"A cell that is {State} cannot become {to}.");
        State = to;
        Reason = reason;
    }
}
