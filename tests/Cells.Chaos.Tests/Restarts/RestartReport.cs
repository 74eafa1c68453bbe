namespace Cells.Chaos.Restarts;

/// <summary>What came of restarts under load.</summary>
/// <param name="Ending">How each server ended.</param>
/// <param name="Restarts">How many did.</param>
internal sealed record RestartReport(Ending Ending, int Restarts)
{
    /// <summary>The calls that must not run twice and had an outcome.</summary>
    public required IReadOnlyList<long> Written { get; init; }

    /// <summary>Those that may have run, and were lost.</summary>
    public required IReadOnlyList<long> Lost { get; init; }

    /// <summary>The calls that may run twice and had an outcome.</summary>
    public required IReadOnlyList<long> Repeated { get; init; }

    /// <summary>Whatever else calls came to.</summary>
    public required IReadOnlyList<Exception> Failures { get; init; }

    /// <summary>What the servers noted.</summary>
    public required IReadOnlyList<string> Journal { get; init; }

    /// <summary>Calls counted as made again that had never begun.</summary>
    public required long RetriedNotStarted { get; init; }

    /// <summary>Calls counted as made again that may have run.</summary>
    public required long RetriedIdempotent { get; init; }

    /// <summary>Sessions counted as opened again.</summary>
    public required long Reconnects { get; init; }

    /// <exception cref="InvalidOperationException">Something is lost, or was done twice; says what.</exception>
    internal void ThrowUnlessNothingIsLost()
    {
        Require(Failures.Count == 0, () => $"{Failures.Count} calls failed, the first with: {Failures[0]}");
        Require(Ending == Ending.Kill || Lost.Count == 0, () => $"{Lost.Count} calls were lost in planned restarts");

        ILookup<char, long> noted = Journal.ToLookup(static line => line[0], static line => long.Parse(line.AsSpan(1), provider: null));
        long[] twice = [.. noted['w'].CountBy(static id => id).Where(static count => count.Value > 1).Select(static count => count.Key)];
        Require(twice.Length == 0, () => $"{twice.Length} calls ran twice that must not, the first being {twice[0]}");
        Require(!Written.Except(noted['w']).Any(), () => $"{Written.Except(noted['w']).Count()} calls had an outcome and never ran");
        Require(!Repeated.Except(noted['r']).Any(), () => $"{Repeated.Except(noted['r']).Count()} idempotent calls had an outcome and never ran");

        // A call that ran twice was made again, and that was counted.
        int again = noted['r'].CountBy(static id => id).Sum(static count => count.Value - 1);
        Require(again <= RetriedIdempotent, () => $"{again} idempotent calls ran again, and {RetriedIdempotent} were counted");
        Require((RetriedIdempotent > 0) == (Ending == Ending.Kill), () => $"{RetriedIdempotent} idempotent calls were counted as made again");
        Require(Reconnects >= Restarts, () => $"{Reconnects} sessions were counted as opened again in {Restarts} restarts");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Restarts} restarts by {Ending.ToString().ToLowerInvariant()}: {Written.Count} calls and {Repeated.Count} idempotent ones had their outcome, {Lost.Count} may have run; "
        + $"made again: {RetriedNotStarted} not started, {RetriedIdempotent} idempotent; {Reconnects} sessions opened again";

    private static void Require(bool condition, Func<string> problem)
    {
        if (!condition)
            throw new InvalidOperationException(problem());
    }
}
