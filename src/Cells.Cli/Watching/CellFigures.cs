using Cells.Nucleus.Contracts;

namespace Cells.Cli.Watching;

/// <summary>What a cell did between two looks, all its processes together.</summary>
/// <param name="Status">The cell at the second look.</param>
/// <param name="CallsPerSecond">How many calls it served.</param>
/// <param name="FailuresPerSecond">How many of these failed.</param>
/// <param name="MedianMicroseconds">How long half of them took at most, at the cell; null where there were none.</param>
/// <param name="SlowMicroseconds">How long 99 of 100 took at most; null where there were none.</param>
/// <param name="Processors">How many processors it kept busy.</param>
/// <param name="MemoryBytes">The memory that would be free without it.</param>
/// <param name="HubBytes">The memory that it has made for others to read.</param>
/// <param name="HubInUse">How many slots of that are in use.</param>
internal sealed record CellFigures(
    CellStatus Status,
    double CallsPerSecond,
    double FailuresPerSecond,
    double? MedianMicroseconds,
    double? SlowMicroseconds,
    double Processors,
    long MemoryBytes,
    long HubBytes,
    int HubInUse);
