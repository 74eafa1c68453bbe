namespace Cells.Bench.Micro.Messages;

/// <summary>A measured point.</summary>
[CellMessage(Layout = MessageLayout.Fixed)]
public readonly partial record struct Point(double X, double Y, double Z, long Ticks);

/// <summary>What one look around measured.</summary>
[CellMessage]
public sealed partial record PointCloud(uint Frame, Point[] Points);
