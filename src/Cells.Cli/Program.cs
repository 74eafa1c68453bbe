return await Cells.Cli.CommandLine.RunAsync(args);
