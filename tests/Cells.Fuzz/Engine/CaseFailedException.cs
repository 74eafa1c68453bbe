namespace Cells.Fuzz.Engine;

/// <summary>An input made the product do what it must never do.</summary>
/// <param name="step">What was being done with the input.</param>
/// <param name="problem">What happened.</param>
/// <param name="cause">The exception that should not have been; null where there is none.</param>
public sealed class CaseFailedException(string step, string problem, Exception? cause = null) : Exception($"{step}: {problem}", cause)
{
    /// <summary>What makes two failures the same: the step, and the kind of what happened.</summary>
    public string Kind { get; } = $"{step}/{cause?.GetType().Name ?? problem.Split(':')[0]}";
}
