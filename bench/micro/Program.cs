using BenchmarkDotNet.Running;
using Cells.Bench.Micro.Measuring;

// bench/micro --quick [WORKLOAD...]   paired ratios, in a minute
// bench/micro [OPTIONS]               BenchmarkDotNet, whose options follow
if (args is ["--quick", .. var names])
    QuickRun.Run(names);
else
    BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
