if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("cell: cells are supervised on Linux only. On Windows use WSL2, on macOS a container; in-process cells and their tests run everywhere.");
    return Cells.Cli.ExitCodes.Usage;
}

return Cells.Cli.CommandLine.Run(args);
