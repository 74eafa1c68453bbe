namespace Cells.Bench.Demo;

/// <summary>Counts for each client, and must count everything once.</summary>
[CellContract("demo_counter")]
public interface IDemoCounter
{
    /// <summary>Counts a number, the one behind the client's last; one that was counted already is not counted again.</summary>
    [Idempotent]
    ValueTask<Counted> AddAsync(Increment increment, CancellationToken cancellation = default);

    /// <summary>Ends the process as a bug in native code would.</summary>
    ValueTask CrashAsync(CancellationToken cancellation = default);
}

/// <summary>What is to be counted.</summary>
/// <param name="Client">Whose count.</param>
/// <param name="Number">The next number.</param>
[CellMessage]
public readonly partial record struct Increment(int Client, long Number);

/// <summary>That it was.</summary>
/// <param name="ProcessId">By whom.</param>
/// <param name="Version">Which version that is.</param>
[CellMessage]
public readonly partial record struct Counted(int ProcessId, int Version);
