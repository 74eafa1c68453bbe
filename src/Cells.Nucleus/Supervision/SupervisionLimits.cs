namespace Cells.Nucleus.Supervision;

/// <summary>Every deadline and bound of supervision, by name.</summary>
public sealed record SupervisionLimits
{
    /// <summary>The defaults.</summary>
    public static SupervisionLimits Default { get; } = new();

    /// <summary>How many failures within <see cref="FailureWindow"/> make the supervisor give a cell up. Default 5.</summary>
    public int MaxFailures { get; init; } = 5;

    /// <summary>Failures longer ago than this are forgotten. Default 60 s.</summary>
    public TimeSpan FailureWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a cell stays down after its first failure; doubled for each further one. Default 100 ms.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long it stays down at most. Default 10 s.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an instance may take to exit once it has drained, or its control socket has ended. Default 3 s; then SIGTERM.</summary>
    public TimeSpan ExitGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance may take to exit after SIGTERM. Default 3 s; then SIGKILL.</summary>
    public TimeSpan TerminateGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance may take to say what goes on in it, when somebody lists the cells. Default 1 s; then the list leaves that out.</summary>
    public TimeSpan ReportTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a process that serves is asked whether it gets on. Default 5 s.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a process may leave that unanswered, or its thread pool begin nothing, before it is taken for hung, and killed. Default 15 s. Never while it is debugged.</summary>
    public TimeSpan HangTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a handler may go on after its caller has given up or left, before another process takes over and this one is ended. Default 60 s. One whose caller waits may take as long as it likes.
    /// </summary>
    public TimeSpan AbandonedTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the memory of a cell is looked at that has a limit: at the next heartbeat (<see cref="LogCheckInterval"/>) after it. Default 500 ms.</summary>
    public TimeSpan MemoryCheckInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How large a cell's log grows before it becomes the previous one. Default 16 MiB.</summary>
    public long MaxLogBytes { get; init; } = 16 << 20;

    /// <summary>How often logs are looked at, and so how exactly it is known when a line was written: the supervisor's one heartbeat. Default 250 ms.</summary>
    public TimeSpan LogCheckInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long two processes may take to get ready for the change from one to the other. Default 2 s; then it is made all the same.</summary>
    public TimeSpan WarmUpTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many of its last lines are quoted when a cell fails. Default 20.</summary>
    public int QuotedLines { get; init; } = 20;

    /// <summary>
    /// How long a supervisor waits for cells that outlived the one before it to report; one that runs and does not is taken for hung, and killed. Default 10 s.
    /// </summary>
    public TimeSpan AdoptionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many earlier builds of a cell can be rolled back to. Default 2.</summary>
    public int MaxRollbacks { get; init; } = 2;

    /// <summary>How long a supervisor that was just started waits to be asked for a cell. Default 5 s.</summary>
    public TimeSpan FirstRequestTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
