namespace Cells.Samples.Golden;

/// <summary>A place.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Up.</param>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Place(float X, float Y);

/// <summary>A reading.</summary>
/// <param name="Wide">A wide number.</param>
/// <param name="Id">An id.</param>
/// <param name="Place">A message of fixed layout in another.</param>
/// <param name="Ticks">A number.</param>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Reading(Int128 Wide, Guid Id, Place Place, long Ticks);

/// <summary>Messages of fixed layout.</summary>
/// <param name="First">A truth before them.</param>
/// <param name="Place">One.</param>
/// <param name="List">Several.</param>
/// <param name="Maybe">One that may be absent.</param>
/// <param name="Absent">One that is absent.</param>
[CellMessage]
public sealed partial record Readings(bool First, Place Place, List<Reading> List, Place? Maybe, Place? Absent);
