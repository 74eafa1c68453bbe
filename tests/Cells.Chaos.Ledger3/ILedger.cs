namespace Cells.Chaos.Upgrades.Version3;

/// <summary>What no caller of the versions before can call.</summary>
[CellContract("ledger")]
public interface ILedger
{
    /// <summary>Notes an entry; must not run twice for one.</summary>
    ValueTask<Receipt> AddAsync(Entry entry, CancellationToken cancellation = default);
}

/// <summary>What is noted.</summary>
[CellMessage]
public sealed partial record Entry(string Id);

/// <summary>That it was.</summary>
[CellMessage]
public sealed partial record Receipt(long Id, int ProcessId);
