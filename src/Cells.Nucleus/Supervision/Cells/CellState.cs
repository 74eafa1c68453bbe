namespace Cells.Nucleus.Supervision;

/// <summary>Where a supervised cell is in its life.</summary>
public enum CellState
{
    /// <summary>It has no process and is not meant to have one.</summary>
    Stopped,

    /// <summary>It has no process; one is started when somebody connects.</summary>
    Idle,

    /// <summary>Its process runs and is not ready yet.</summary>
    Starting,

    /// <summary>Its process serves.</summary>
    Ready,

    /// <summary>Its process serves, and another one starts beside it to take over.</summary>
    Upgrading,

    /// <summary>Its process finishes what it began and ends.</summary>
    Draining,

    /// <summary>Its process failed; another one follows after a while.</summary>
    Backoff,

    /// <summary>Its process failed, and no other follows.</summary>
    Failed,
}
