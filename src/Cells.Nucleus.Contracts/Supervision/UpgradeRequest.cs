namespace Cells.Nucleus.Contracts;

/// <summary>Asks for what a cell runs to be replaced by something else.</summary>
/// <param name="Spec">What it is to run.</param>
/// <param name="Force">Whether it may take over although it does not fit callers of the old one.</param>
/// <param name="DrainTimeoutMs">How long calls that the old processes have begun may take to end.</param>
[CellMessage]
public sealed partial record UpgradeRequest(CellSpec Spec, bool Force, int DrainTimeoutMs);

/// <summary>Asks for what a cell runs to be replaced by something that its supervisor knows.</summary>
/// <param name="Name">The cell's name.</param>
/// <param name="Force">Whether it may take over although it does not fit callers of the old one.</param>
/// <param name="DrainTimeoutMs">How long calls that the old processes have begun may take to end.</param>
[CellMessage]
public sealed partial record ReplaceRequest(string Name, bool Force, int DrainTimeoutMs);
