namespace Cells.Nucleus.Contracts;

/// <summary>What a supervisor does for whoever owns its run directory; served on <c>nucleus.sock</c>.</summary>
[CellContract("nucleus")]
public interface INucleus
{
    /// <summary>
    /// Starts a cell and replies when it is ready, or when it has failed to become so. A running cell of which
    /// nothing has changed is left alone; one of another build, or with another genome, is upgraded. When the caller cancels before the cell was ready, the cell is stopped.
    /// </summary>
    ValueTask<StartReply> StartAsync(CellSpec spec, CancellationToken cancellation = default);

    /// <summary>
    /// Replaces what a running cell runs: the new processes start beside the old ones, become ready and accept, and the old ones finish
    /// what they began and end. Where the new ones cannot take over, the old ones run on. Replies when the old ones have ended.
    /// </summary>
    ValueTask<StartReply> UpgradeAsync(UpgradeRequest request, CancellationToken cancellation = default);

    /// <summary>Replaces it likewise by the build that it ran before the last upgrade.</summary>
    ValueTask<StartReply> RollbackAsync(ReplaceRequest request, CancellationToken cancellation = default);

    /// <summary>Replaces its processes likewise by new ones of the same build.</summary>
    ValueTask<StartReply> RestartAsync(ReplaceRequest request, CancellationToken cancellation = default);

    /// <summary>Drains a cell, ends it, and ends what was started only because it depends on it.</summary>
    ValueTask<StopReply> StopAsync(StopRequest request, CancellationToken cancellation = default);

    /// <summary>Every cell the supervisor knows.</summary>
    ValueTask<CellList> ListAsync(ListRequest request, CancellationToken cancellation = default);

    /// <summary>Stops every cell and then the supervisor itself; replies when the cells are stopped.</summary>
    ValueTask<StopReply> DownAsync(DownRequest request, CancellationToken cancellation = default);
}
