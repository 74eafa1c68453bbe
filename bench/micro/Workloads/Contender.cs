namespace Cells.Bench.Micro.Workloads;

/// <summary>One way to do something.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Run">Does it so many times, and returns what depends on every time.</param>
public sealed record Contender(string Name, Func<int, long> Run);
