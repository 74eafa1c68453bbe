namespace Cells.Nucleus.Supervision;

/// <summary>Why a supervisor's process ended.</summary>
public enum SupervisorEnd
{
    /// <summary>It did not begin: another one has the run directory.</summary>
    NotAlone,

    /// <summary>Its last cell has ended, or somebody asked for the end.</summary>
    Done,

    /// <summary>A cell was given up, and it was to end then.</summary>
    CellFailed,
}
