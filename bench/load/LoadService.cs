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
    public ValueTask<Usage> UsageAsync(CancellationToken cancellation = default) => new(ProcessUsage.Now(sessions()));
}
