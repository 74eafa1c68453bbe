using Cells.Nucleus.RunDirectories;

namespace Cells.Nucleus.Supervision;

/// <summary>What all processes of a cell share.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Listener">Its listening socket.</param>
/// <param name="Log">Its log.</param>
/// <param name="Limits">Deadlines and bounds.</param>
/// <param name="AdoptionSocket">Where its processes find the next supervisor, should this one be killed; null where they end with it.</param>
internal sealed record CellHome(CellFiles Files, CellListener Listener, CellLog Log, SupervisionLimits Limits, string? AdoptionSocket)
{
    /// <summary>When it last had something to do.</summary>
    internal CellActivity Activity { get; } = new();

    /// <summary>Whether its processes keep within their memory.</summary>
    internal MemoryWatch Memory { get; } = new(Limits.MemoryCheckInterval);
}
