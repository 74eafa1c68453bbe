using Dodeca.Hosting;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Building;

/// <summary>What became of a build.</summary>
/// <param name="Output">Where it was written to.</param>
/// <param name="Pages">How many pages the site has.</param>
/// <param name="Assets">How many other files.</param>
/// <param name="Written">How many files were written.</param>
/// <param name="Removed">How many files of an earlier build were removed.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Problems">What is wrong; where there are errors, nothing was written.</param>
/// <param name="PassThroughs">What cells could not do.</param>
/// <param name="Counters">What became of each query.</param>
/// <param name="Memory">How much memory was in use when it was done.</param>
public sealed record BuildResult(
    string Output,
    int Pages,
    int Assets,
    int Written,
    int Removed,
    TimeSpan Elapsed,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<PassThrough> PassThroughs,
    IReadOnlyList<QueryCounters> Counters,
    MemoryUse Memory)
{
    /// <summary>Whether the site was built.</summary>
    public bool IsSuccess => !Problems.Any(static problem => !problem.IsWarning);

    /// <summary>How many pages were rendered, rather than taken as they were.</summary>
    public long Rendered => Counters.First(static counters => counters.Query == "rendered").Executed;
}

/// <summary>Memory in use, counted so that what processes share is not counted twice (PSS).</summary>
/// <param name="OwnBytes">By this process.</param>
/// <param name="CellBytes">By the cells' processes.</param>
/// <param name="CellProcesses">How many those are.</param>
public sealed record MemoryUse(long OwnBytes, long CellBytes, int CellProcesses);
