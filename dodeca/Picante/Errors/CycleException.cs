namespace Picante;

/// <summary>Queries depend on each other.</summary>
/// <param name="path">The queries with their keys, in the order in which they ask; the last is the first.</param>
public sealed class CycleException(IReadOnlyList<string> path) : Exception($"these depend on each other: {string.Join(" → ", path)}")
{
    /// <summary>The queries with their keys, in the order in which they ask; the last is the first.</summary>
    public IReadOnlyList<string> Path { get; } = path;
}
