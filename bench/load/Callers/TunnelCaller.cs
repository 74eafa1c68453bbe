using System.IO.Pipelines;
using Cells.Bench.Load.Contracts;

namespace Cells.Bench.Load.Callers;

/// <summary>Writes pieces into a tunnel whose far end only counts them.</summary>
internal sealed class TunnelCaller(LoadClient client, LoadControl control, int pieceBytes) : Caller(control)
{
    /// <inheritdoc/>
    internal override async Task RunAsync()
    {
        var options = new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, minimumSegmentSize: pieceBytes, useSynchronizationContext: false);
        (Pipe there, Pipe back) = (new Pipe(options), new Pipe(options));
        Task<long> counted = client.DrainAsync(new Ends(there.Reader, back.Writer)).AsTask();
        while (!Control.Stopped)
        {
            there.Writer.GetSpan(pieceBytes);
            there.Writer.Advance(pieceBytes);
            await there.Writer.FlushAsync();
            Count();
        }

        await there.Writer.CompleteAsync();
        if (await counted != Calls * pieceBytes)
            throw WrongReply(Calls * pieceBytes, await counted);
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
