namespace Cells.Chaos.Crowds;

/// <summary>What many open sessions take.</summary>
/// <param name="Sessions">How many are open.</param>
/// <param name="Server">The process that serves them all.</param>
/// <param name="Caller">The process that opened them all.</param>
internal sealed record CrowdReport(int Sessions, ProcessState Server, ProcessState Caller)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Sessions} open sessions, a call over each: the server has {Server}; the caller has {Caller}";
}
