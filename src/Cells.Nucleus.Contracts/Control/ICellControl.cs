namespace Cells.Nucleus.Contracts;

/// <summary>What a supervisor asks of an instance; served by the instance on its control socket.</summary>
[CellContract("cell_control")]
public interface ICellControl
{
    /// <summary>Begins to accept on the listener; replies when it does. Asked once the instance has said that it is ready, and only if it is to serve.</summary>
    ValueTask AcceptAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Accepts no further session, serves the calls that were begun, and replies when the last one is done or the time is over.
    /// The instance then ends by itself, with exit code 0.
    /// </summary>
    /// <param name="order">How long it may take.</param>
    /// <param name="cancellation">The supervisor no longer waits for the reply; the drain goes on.</param>
    ValueTask<DrainReport> DrainAsync(DrainOrder order, CancellationToken cancellation = default);

    /// <summary>What goes on in the instance at this moment.</summary>
    ValueTask<InstanceReport> ReportAsync(ReportOrder order, CancellationToken cancellation = default);

    /// <summary>
    /// Sees to it that callers who come, or have to go, do not wait for code to be compiled; replies when that is done. Asked of both processes before one takes over from
    /// the other.
    /// </summary>
    ValueTask WarmUpAsync(CancellationToken cancellation = default);
}

/// <summary>Asks an instance to drain.</summary>
/// <param name="Reason">Why, for the instance's log.</param>
/// <param name="TimeoutMs">After this many milliseconds what is still open is cut off.</param>
/// <param name="Replaced">Whether another process accepts in its place already, so that callers can go over to that before they leave.</param>
[CellMessage]
public sealed partial record DrainOrder(string Reason, int TimeoutMs, bool Replaced = false);

/// <summary>How a drain ended.</summary>
/// <param name="Complete">Whether everything that was begun was also finished.</param>
/// <param name="CutOff">How many calls were cut off.</param>
[CellMessage]
public sealed partial record DrainReport(bool Complete, int CutOff);
