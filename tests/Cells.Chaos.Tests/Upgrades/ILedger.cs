namespace Cells.Chaos.Upgrades.Version1;

/// <summary>Notes in a file what it serves, before it answers.</summary>
[CellContract("ledger")]
public interface ILedger
{
    /// <summary>Notes an entry; must not run twice for one.</summary>
    ValueTask<Receipt> AddAsync(Entry entry, CancellationToken cancellation = default);
}

/// <summary>What is noted.</summary>
[CellMessage]
public sealed partial record Entry(long Id);

/// <summary>That it was.</summary>
[CellMessage]
public sealed partial record Receipt(long Id, int ProcessId);
