using Cells;
using DistributedBench.Contracts;

namespace DistributedBench.Worker;

/// <summary>Sums and echoes, and counts what it did.</summary>
/// <param name="name">The name of this cell.</param>
internal sealed class Worker(string name) : IWorker
{
    private readonly SemaphoreSlim _connecting = new(1);
    private AggregatorClient? _aggregator;
    private Tally _tally = new(default);

    public ValueTask BeginAsync(RunId run, CancellationToken cancellation = default)
    {
        _tally = new Tally(run);
        return default;
    }

    public ValueTask<Digest> SumAsync(Payload.View payload, CancellationToken cancellation = default)
    {
        ReadOnlySpan<byte> data = payload.Data;
        ulong sum = ByteSum.Of(data);
        _tally.Add(data.Length, sum);
        return new(new Digest(sum, data.Length));
    }

    public ValueTask<Block> EchoAsync(Block block, CancellationToken cancellation = default)
    {
        _tally.Add(Block.Bytes, block.A);
        return new(block);
    }

    public async ValueTask ReportAsync(RunId run, CancellationToken cancellation = default)
    {
        Tally tally = _tally;
        if (tally.Run != run)
            throw new InvalidOperationException($"{name} counts for run {tally.Run.Value}, not {run.Value}; another coordinator calls it as well.");
        AggregatorClient aggregator = await AggregatorAsync(cancellation);
        await aggregator.AddAsync(tally.ToReport(name), cancellation);
    }

    private async ValueTask<AggregatorClient> AggregatorAsync(CancellationToken cancellation)
    {
        await _connecting.WaitAsync(cancellation);
        try
        {
            return _aggregator ??= await Cell.ConnectAsync<AggregatorClient>("aggregator", cancellation);
        }
        finally
        {
            _connecting.Release();
        }
    }
}
