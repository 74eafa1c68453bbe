using System.Collections.Immutable;

namespace Cells.Nucleus.Genomes;

/// <summary>A cell on this machine that is called.</summary>
/// <param name="Name">What the caller calls it.</param>
/// <param name="Target">A path relative to the caller's folder, or the name of a cell of the workspace.</param>
public sealed record Junction(string Name, GenomeText Target);

/// <summary>A cell on another machine that is called.</summary>
/// <param name="Name">What the caller calls it.</param>
/// <param name="Address">Where it is: <c>tls://host:port</c> or <c>tcp://host:port</c>.</param>
public sealed record Axon(string Name, Uri Address);

/// <summary>When a cell starts, stops and is started again.</summary>
public sealed record CellLife
{
    /// <summary>When an instance that ended is started again. Default: after a failure.</summary>
    public RestartPolicy Restart { get; init; } = RestartPolicy.OnFailure;

    /// <summary>When the cell starts. Default: when it, or a cell that calls it, is asked to run.</summary>
    public StartPolicy Start { get; init; } = StartPolicy.Eager;

    /// <summary>After how long without a call the cell is stopped; null: never.</summary>
    public TimeSpan? IdleStop { get; init; }

    /// <summary>How long a start may take. Default 10 s.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>When an instance that ended is started again.</summary>
public enum RestartPolicy
{
    /// <summary>When it crashed, hung, or exited with another code than 0.</summary>
    OnFailure,

    /// <summary>However it ended, unless it was asked to.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>When a cell starts.</summary>
public enum StartPolicy
{
    /// <summary>When it, or a cell that calls it, is asked to run.</summary>
    Eager,

    /// <summary>At the first connection.</summary>
    OnDemand,
}

/// <summary>What a cell may use up.</summary>
public sealed record CellLimits
{
    /// <summary>Memory in bytes; null: no limit.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>How many processors each of its processes may keep busy; null: no limit.</summary>
    public double? Processors { get; init; }

    /// <summary>How many processes and threads each of its processes may have, itself and its own among them; null: no limit.</summary>
    public int? Processes { get; init; }
}

/// <summary>Who may call a cell besides the user it runs as.</summary>
public sealed record CellAccess
{
    /// <summary>The names of users.</summary>
    public ImmutableArray<string> Users { get; init; } = [];

    /// <summary>The names of groups.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Whether anyone is named.</summary>
    public bool NamesAnyone => Users.Length + Groups.Length > 0;
}

/// <summary>A cell that a workspace adds under a name of its own.</summary>
/// <param name="Name">The cell's name.</param>
/// <param name="Path">The folder of its project, relative to the workspace's.</param>
/// <param name="Location">Where the name stands.</param>
public sealed record CellEntry(string Name, GenomeText Path, GenomeLocation Location);
