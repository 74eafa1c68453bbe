namespace Cells.Platform.SharedMemory;

/// <summary>Where memory lies that other processes can be shown.</summary>
/// <param name="Region">The region; null for memory of this process alone.</param>
/// <param name="Offset">From the region's start, in bytes.</param>
public readonly record struct SharedPlace(SharedRegion? Region, int Offset);
