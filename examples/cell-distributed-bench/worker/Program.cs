using Cells.Hosting;
using DistributedBench.Contracts;
using DistributedBench.Worker;

var program = new CellProgram(args);
program.AddService<IWorker>(new Worker(program.Name));
return await program.RunAsync();
