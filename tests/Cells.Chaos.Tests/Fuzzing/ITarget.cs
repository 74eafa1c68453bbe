using System.IO.Pipelines;

namespace Cells.Chaos.Fuzzing;

[CellMessage]
public partial record Ask(int Number, string Text);

[CellMessage]
public partial record Answer(long Sum, string Text);

/// <summary>How the attacked process is.</summary>
/// <param name="Sessions">Its open sessions.</param>
/// <param name="Sockets">Its open sockets.</param>
/// <param name="ManagedBytes">Its managed memory after a collection.</param>
/// <param name="Unobserved">Exceptions of tasks that nobody looked at.</param>
/// <param name="Handlers">Handlers that have begun and are not done.</param>
/// <param name="SlotsInUse">Its memory that is lent, or in use.</param>
/// <param name="ForeignRegions">Its mappings of memory that hostile cells made.</param>
[CellMessage]
public readonly partial record struct TargetStatus(int Sessions, int Sockets, long ManagedBytes, int Unobserved, int Handlers, int SlotsInUse, int ForeignRegions);

/// <summary>One method of each kind, to be attacked.</summary>
[CellContract("target")]
public interface ITarget
{
    ValueTask<Answer> AskAsync(Ask ask, CancellationToken cancellation = default);

    ValueTask<Answer> AskLaterAsync(Ask ask, CancellationToken cancellation = default);

    IAsyncEnumerable<Answer> ListAsync(Ask ask, CancellationToken cancellation = default);

    ValueTask<Answer> SumAsync(Ask first, IAsyncEnumerable<Ask> rest, CancellationToken cancellation = default);

    ValueTask EchoAsync(Ask ask, IDuplexPipe pipe, CancellationToken cancellation = default);

    ValueTask<Answer> CallBackAsync(Ask ask, CallContext context = default);

    /// <summary>Lends so many bytes.</summary>
    ValueTask<SharedBytes> LendAsync(Ask ask, CancellationToken cancellation = default);

    /// <summary>Reads what it is lent.</summary>
    ValueTask<Answer> WeighAsync(Ask ask, SharedBytes bytes, CancellationToken cancellation = default);

    ValueTask<TargetStatus> StatusAsync(CancellationToken cancellation = default);
}
