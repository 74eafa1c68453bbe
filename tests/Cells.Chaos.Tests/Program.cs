using Cells.Chaos.Restarts;

// The tests run in a test host, for a short time. Here are the processes that they start, and the long runs that are made by hand:
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- restarts [--full]
switch (args)
{
    case [JournalProgram.Command, string socket, string journal]:
        return await JournalProgram.RunAsync(socket, journal);
    case [RestartRun.Command, ..]:
        int restarts = args.Contains("--full") ? 1000 : 20;
        foreach (Ending ending in Enum.GetValues<Ending>())
        {
            RestartReport report = await RestartRun.RunAsync(restarts, ending);
            Console.WriteLine(report);
            report.ThrowUnlessNothingIsLost();
        }

        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: restarts [--full]");
        return 2;
}
