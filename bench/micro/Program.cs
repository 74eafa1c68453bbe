using BenchmarkDotNet.Running;
using Cells.Bench.Micro.Measuring;

// bench/micro --quick [WORKLOAD...]   paired ratios, in a minute
// bench/micro --sizes                 access to one field of images from 1 KB to 10 MB
// bench/micro [OPTIONS]               BenchmarkDotNet, whose options follow
if (args is ["--quick", .. var names])
    QuickRun.Run(names);
else if (args is ["--sizes"])
    QuickRun.RunSizes();
else
    BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
