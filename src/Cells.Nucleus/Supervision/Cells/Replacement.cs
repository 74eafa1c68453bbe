using Cells.Nucleus.Contracts;

namespace Cells.Nucleus.Supervision;

/// <summary>An order to replace what a replica runs.</summary>
/// <param name="spec">What it is to run.</param>
/// <param name="force">Whether that may take over although it does not fit callers.</param>
/// <param name="drainTimeout">How long calls that the old process has begun may take to end.</param>
internal sealed class Replacement(CellSpec spec, bool force, TimeSpan drainTimeout)
{
    private readonly TaskCompletionSource<Outcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal CellSpec Spec => spec;

    internal bool Force => force;

    internal TimeSpan DrainTimeout => drainTimeout;

    /// <summary>Why the supervisor gives this order by itself; null where somebody asked for it.</summary>
    internal string? Why { get; init; }

    /// <summary>Completes when the old process has ended, or the new one cannot take over.</summary>
    internal Task<Outcome> Done => _done.Task;

    /// <summary>It has taken over.</summary>
    internal void Succeed() => _done.TrySetResult(new Outcome(Reason: null, []));

    /// <summary>It cannot.</summary>
    internal void Fail(string reason, List<string> lastLines) => _done.TrySetResult(new Outcome(reason, lastLines));

    /// <summary>What came of it.</summary>
    /// <param name="Reason">Why it could not take over; null where it did.</param>
    /// <param name="LastLines">What it wrote last, where it could not.</param>
    internal sealed record Outcome(string? Reason, List<string> LastLines);
}
