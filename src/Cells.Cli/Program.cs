if (!OperatingSystem.IsLinux())
{
    await Console.Error.WriteLineAsync("cell: cells are supervised on Linux only. On Windows use WSL2, on macOS a container; in-process cells and their tests run everywhere.");
    return Cells.Cli.ExitCodes.Usage;
}

return await Cells.Cli.CommandLine.RunAsync(args);
