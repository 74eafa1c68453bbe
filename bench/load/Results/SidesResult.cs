namespace Cells.Bench.Load;

/// <summary>A figure of each side; null where it is not counted.</summary>
/// <param name="Client">The caller's.</param>
/// <param name="Server">The handler's. Null where both are in one process: then the caller's is that of both.</param>
public sealed record SidesResult(double? Client, double? Server);
