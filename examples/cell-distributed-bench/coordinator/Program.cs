using Cells;
using DistributedBench.Contracts;
using DistributedBench.Coordinator;

return await Cell.RunAsync<ICoordinator>(args, new Coordinator());
