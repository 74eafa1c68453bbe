using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Cells.Bench.Load.Contracts;
using Cells.Bench.Load.Measuring;
using Cells.Rpc;

namespace Cells.Bench.Load;

/// <summary>The serving side.</summary>
/// <param name="sessions">The sessions whose system calls count.</param>
public sealed class LoadService(Func<IReadOnlyList<CellSession>> sessions) : ILoad
{
    /// <inheritdoc/>
    public ValueTask<Digest> SumAsync(Payload.View payload, CancellationToken cancellation = default)
    {
        ReadOnlySpan<byte> data = payload.Data;
        return new(new Digest(Words.Sum(data), data.Length));
    }

    /// <inheritdoc/>
    public ValueTask<Digest> MeasureAsync(Payload.View payload, CancellationToken cancellation = default) =>
        new(new Digest(0, payload.Data.Length));

    /// <inheritdoc/>
    public ValueTask<Block> EchoAsync(Block block, CancellationToken cancellation = default) => new(block);

    /// <inheritdoc/>
    public ValueTask<Block> EchoLaterAsync(Block block, CancellationToken cancellation = default) => LaterEcho.Begin(block);

    /// <inheritdoc/>
    public ValueTask<Digest> SumRecordAsync(Payload payload, CancellationToken cancellation = default) =>
        new(new Digest(Words.Sum(payload.Data), payload.Data.Length));

    /// <inheritdoc/>
    public ValueTask<Digest> MeasureRecordAsync(Payload payload, CancellationToken cancellation = default) =>
        new(new Digest(0, payload.Data.Length));

    /// <inheritdoc/>
    public async IAsyncEnumerable<Page> PagesAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (byte number = 0; ; number++)
        {
            if (cancellation.IsCancellationRequested)
                yield break;
            yield return Page.Of(number);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> DrainAsync(IDuplexPipe pipe, CancellationToken cancellation = default)
    {
        long total = 0;
        ReadResult result;
        do
        {
            result = await pipe.Input.ReadAsync(cancellation);
            total += result.Buffer.Length;
            pipe.Input.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
        return total;
    }

    /// <inheritdoc/>
    public ValueTask<Usage> UsageAsync(CancellationToken cancellation = default) => new(ProcessUsage.Now(sessions()));
}
