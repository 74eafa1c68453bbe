namespace Cells.Chaos.Restarts;

/// <summary>How a server ends.</summary>
public enum Ending
{
    /// <summary>In order.</summary>
    Drain,

    /// <summary>By SIGKILL.</summary>
    Kill,
}
