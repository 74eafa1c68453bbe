namespace Cells.Chaos.Restarts;

/// <summary>Notes in a file what it serves, before it answers.</summary>
[CellContract("journal")]
public interface IJournal
{
    /// <summary>Notes an id; must not run twice for one.</summary>
    ValueTask<long> WriteAsync(long id, CancellationToken cancellation = default);

    /// <summary>Notes an id; may run twice for one.</summary>
    [Idempotent]
    ValueTask<long> RepeatAsync(long id, CancellationToken cancellation = default);
}
