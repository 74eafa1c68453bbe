namespace Cells.Bench.Load;

/// <summary>The same exchange without the framework.</summary>
/// <param name="Exchange">Its name, as the yardstick in C calls it.</param>
/// <param name="PayloadBytes">The payload.</param>
/// <param name="RequestBytes">What a request takes on the socket.</param>
/// <param name="ReplyBytes">What a reply takes.</param>
/// <param name="Batch">How many requests go in one write.</param>
/// <param name="Blocking">With both sides blocking; null where nobody can block.</param>
/// <param name="Spinning">With both sides asking again and again without blocking; null where both are to sleep.</param>
public sealed record RawResult(string Exchange, int PayloadBytes, int RequestBytes, int ReplyBytes, int Batch, RawFigures? Blocking, RawFigures? Spinning)
{
    /// <summary>The better of both by a workload's figure: what a ratio is made with.</summary>
    public double? Best(MainFigure figure)
    {
        double? blocking = Of(Blocking, figure);
        double? spinning = Of(Spinning, figure);
        if (blocking is null || spinning is null)
            return blocking ?? spinning;
        return figure == MainFigure.MedianLatency ? Math.Min(blocking.Value, spinning.Value) : Math.Max(blocking.Value, spinning.Value);
    }

    private static double? Of(RawFigures? figures, MainFigure figure) => figure switch
    {
        MainFigure.MedianLatency => figures?.LatencyNs?.P50,
        MainFigure.CallsPerSecond => figures?.CallsPerSecond,
        MainFigure.BytesPerSecond => figures?.BytesPerSecond,
        _ => null,
    };
}
