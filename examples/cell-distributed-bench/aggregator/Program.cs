using Cells;
using DistributedBench.Aggregator;
using DistributedBench.Contracts;

return await Cell.RunAsync<IAggregator>(args, new Aggregator());
