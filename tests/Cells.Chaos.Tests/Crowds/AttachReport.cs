namespace Cells.Chaos.Crowds;

/// <summary>What attaching takes.</summary>
/// <param name="Sessions">How many were attached.</param>
/// <param name="Median">From the connection of the socket until the session goes over shared memory, both sides introduced.</param>
/// <param name="Longest">The same, at the most.</param>
/// <param name="SharedBytes">Resident shared memory of both directions of all of them.</param>
internal sealed record AttachReport(int Sessions, TimeSpan Median, TimeSpan Longest, long SharedBytes)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Sessions} idle sessions: attached in {Median.TotalMicroseconds:0} µs, {Longest.TotalMicroseconds:0} µs at the most; {SharedBytes >> 10} KiB of shared memory in all";
}
