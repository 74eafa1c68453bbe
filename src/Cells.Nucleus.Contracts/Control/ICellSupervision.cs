namespace Cells.Nucleus.Contracts;

/// <summary>What an instance tells its supervisor; served by the supervisor on the instance's control socket.</summary>
[CellContract("cell_supervision")]
public interface ICellSupervision
{
    /// <summary>The instance could serve; it accepts when it is told to.</summary>
    ValueTask ReadyAsync(ReadyReport report, CancellationToken cancellation = default);

    /// <summary>The instance is about to end by its own decision.</summary>
    ValueTask StoppingAsync(StoppingNotice notice, CancellationToken cancellation = default);
}

/// <summary>An instance introduces itself as ready.</summary>
/// <param name="Instance">The id by which its sessions introduce it, as 32 hexadecimal digits.</param>
/// <param name="ProcessId">Its own process id.</param>
/// <param name="Contracts">The names of the contracts that it serves.</param>
/// <param name="Schemas">Their schemas as JSON, in the same order.</param>
/// <param name="Accepts">Whether it accepts already: it does where another supervisor had told it to.</param>
[CellMessage]
public sealed partial record ReadyReport(string Instance, int ProcessId, List<string> Contracts, List<string> Schemas, bool Accepts);

/// <summary>An instance announces its end.</summary>
/// <param name="Reason">Why, in one sentence.</param>
[CellMessage]
public sealed partial record StoppingNotice(string Reason);
