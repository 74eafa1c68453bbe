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
}

/// <summary>Asks an instance to drain.</summary>
/// <param name="Reason">Why, for the instance's log.</param>
/// <param name="TimeoutMs">After this many milliseconds what is still open is cut off.</param>
[CellMessage]
public sealed partial record DrainOrder(string Reason, int TimeoutMs);

/// <summary>How a drain ended.</summary>
/// <param name="Complete">Whether everything that was begun was also finished.</param>
/// <param name="CutOff">How many calls were cut off.</param>
[CellMessage]
public sealed partial record DrainReport(bool Complete, int CutOff);
