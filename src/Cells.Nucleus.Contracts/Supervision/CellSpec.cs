namespace Cells.Nucleus.Contracts;

/// <summary>All that a supervisor needs to keep a cell running.</summary>
/// <param name="Name">The cell's name, in snake_case.</param>
/// <param name="Program">The absolute path of its program, in a directory that never changes.</param>
/// <param name="Arguments">The program's arguments.</param>
/// <param name="WorkingDirectory">The directory that it starts in.</param>
/// <param name="Environment">Its environment as <c>NAME=value</c>; the supervisor adds its own variables.</param>
/// <param name="Build">Names the build; another name means another program.</param>
/// <param name="Source">The cell's directory, for people.</param>
/// <param name="Restart">When it is started again: <c>on-failure</c>, <c>always</c> or <c>never</c>.</param>
/// <param name="ReadyTimeoutMs">How long it may take to become ready.</param>
/// <param name="Dependencies">The names of the cells that it calls.</param>
/// <param name="AsDependency">Whether it is started only because another cell depends on it.</param>
/// <param name="Replicas">How many processes serve its socket at once.</param>
/// <param name="MemoryBytes">How much memory a process of it may take; 0: no limit.</param>
/// <param name="Processors">How many processors a process of it may keep busy; 0: no limit.</param>
/// <param name="Processes">How many processes and threads a process of it may have, itself and its own among them; 0: no limit.</param>
/// <param name="OnDemand">Whether a process is started only once somebody connects.</param>
/// <param name="IdleStopMs">After how many milliseconds without a call its processes are ended until somebody connects again; 0: never.</param>
/// <param name="Isolated">Whether its processes are kept from others: in a sandbox, and with memory of their own.</param>
[CellMessage]
public sealed partial record CellSpec(
    string Name,
    string Program,
    List<string> Arguments,
    string WorkingDirectory,
    List<string> Environment,
    string Build,
    string Source,
    string Restart,
    int ReadyTimeoutMs,
    List<string> Dependencies,
    bool AsDependency,
    int Replicas,
    long MemoryBytes,
    double Processors,
    int Processes,
    bool OnDemand,
    int IdleStopMs,
    bool Isolated = false)
{
    /// <summary>Whether it runs the same program in the same way as another: all but who asked for it, and with which environment.</summary>
    public bool RunsLike(CellSpec other) => this with { Environment = other.Environment, AsDependency = other.AsDependency } == other;
}

/// <summary>How a start or a replacement ended.</summary>
/// <param name="Outcome">One of <see cref="StartOutcomes"/>.</param>
/// <param name="Status">The cell as it is now.</param>
/// <param name="Reason">Why it failed, or was not replaced; empty where neither is so.</param>
/// <param name="LastLines">The last lines of the output of what failed.</param>
[CellMessage]
public sealed partial record StartReply(string Outcome, CellStatus Status, string Reason, List<string> LastLines);

/// <summary>The values of <see cref="StartReply.Outcome"/>.</summary>
public static class StartOutcomes
{
    /// <summary>It was not running and now is.</summary>
    public const string Started = "started";

    /// <summary>It was running, with the same build.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>It ran with another build; this one has taken over.</summary>
    public const string Upgraded = "upgraded";

    /// <summary>The build that it ran before has taken over again.</summary>
    public const string RolledBack = "rolled_back";

    /// <summary>New processes of the same build have taken over.</summary>
    public const string Restarted = "restarted";

    /// <summary>What was to take over could not; what ran before runs on.</summary>
    public const string Kept = "kept";

    /// <summary>It does not run, and so there is nothing to replace.</summary>
    public const string NotRunning = "not_running";

    /// <summary>It did not become ready.</summary>
    public const string Failed = "failed";

    /// <summary>The supervisor is about to end and starts nothing; ask its successor.</summary>
    public const string Ending = "ending";
}
