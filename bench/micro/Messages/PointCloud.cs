namespace Cells.Bench.Micro.Messages;

/// <summary>A measured point.</summary>
[CellMessage]
public readonly partial record struct Point(double X, double Y, double Z, long Ticks);

/// <summary>What one look around measured.</summary>
[CellMessage]
public sealed partial record PointCloud(uint Frame, Point[] Points);
