namespace Cells.Nucleus.Supervision;

/// <summary>What a supervisor's process is beside its cells' supervisor.</summary>
public sealed record SupervisorRole
{
    /// <summary>One that commands start when they need it.</summary>
    public static SupervisorRole Background { get; } = new();

    /// <summary>One inside a program whose cells end with it.</summary>
    public static SupervisorRole Hosted { get; } = new() { StaysWithoutCells = true };

    /// <summary>Whether it goes on when its last cell has ended. Else it ends with that.</summary>
    public bool StaysWithoutCells { get; init; }

    /// <summary>Whether it drains the other cells and ends when one was given up, for whoever started it to see. Else it stays to say why.</summary>
    public bool EndsWithFailedCell { get; init; }

    /// <summary>Who started it and keeps its sockets; null: nobody does.</summary>
    public SystemdLink? Systemd { get; init; }
}
