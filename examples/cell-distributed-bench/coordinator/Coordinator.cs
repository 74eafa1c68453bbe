using Cells;
using Cells.Rpc;
using DistributedBench.Contracts;

namespace DistributedBench.Coordinator;

/// <summary>Drives the workers and asks the aggregator what they did.</summary>
internal sealed class Coordinator : ICoordinator
{
    private const int SmallBytes = 1024;
    private const int BulkBytes = 51_200;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<(string Transport, int Number), WorkerClient> _workers = [];
    private AggregatorClient? _aggregator;

    public async ValueTask<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellation = default)
    {
        Plan plan = Plan.From(options);
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            WorkerClient[] workers = [.. await ConnectAsync(plan, cancellation)];
            _aggregator ??= await Cell.ConnectAsync<AggregatorClient>("aggregator", cancellation);
            return new BenchReport(
                await RunAsync(plan, workers, Plan.Small, cancellation),
                await RunAsync(plan, workers, Plan.Bulk, cancellation),
                await RunAsync(plan, workers, Plan.Pingpong, cancellation));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<List<WorkerClient>> ConnectAsync(Plan plan, CancellationToken cancellation)
    {
        var options = new ConnectOptions { Session = new SessionOptions { SharedMemory = plan.Transport == Plan.SharedMemory } };
        List<WorkerClient> workers = [];
        for (int number = 1; number <= plan.Workers; number++)
        {
            if (!_workers.TryGetValue((plan.Transport, number), out WorkerClient? worker))
                _workers[(plan.Transport, number)] = worker = await Cell.ConnectAsync<WorkerClient>($"worker_{number}", options, cancellation);
            workers.Add(worker);
        }

        return workers;
    }

    private async Task<WorkloadReport?> RunAsync(Plan plan, WorkerClient[] workers, string workload, CancellationToken cancellation)
    {
        if (!plan.Workloads.Contains(workload))
            return null;
        var run = new WorkloadRun(workers, _aggregator!, plan.Duration);
        return workload switch
        {
            Plan.Pingpong => await run.MeasureAsync(Block.Bytes, [new EchoCaller(workers)], cancellation),
            Plan.Bulk => await run.MeasureAsync(plan.Payload ?? BulkBytes, SumCallers(workers, plan.Depth, plan.Payload ?? BulkBytes), cancellation),
            _ => await run.MeasureAsync(plan.Payload ?? SmallBytes, SumCallers(workers, plan.Depth, plan.Payload ?? SmallBytes), cancellation),
        };
    }

    private static Caller[] SumCallers(WorkerClient[] workers, int depth, int payloadBytes) =>
        [.. Enumerable.Range(0, depth).Select(i => new SumCaller(workers[i % workers.Length], payloadBytes))];
}
