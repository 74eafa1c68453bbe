namespace Cells.Images.Schemas.Comparison;

/// <summary>Who cannot call whom any more where two versions of a contract meet.</summary>
[Flags]
public enum Breakage
{
    /// <summary>Nobody: old and new work together both ways.</summary>
    None = 0,

    /// <summary>Callers built against the old contract, calling a cell that serves the new one.</summary>
    OldCallers = 1,

    /// <summary>Callers built against the new contract, calling a cell that serves the old one.</summary>
    NewCallers = 2,
}
