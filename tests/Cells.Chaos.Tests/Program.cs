using Cells.Chaos.Crowds;
using Cells.Chaos.Fuzzing;
using Cells.Chaos.Restarts;

// The tests run in a test host, for a short time. Here are the processes that they start, and the long runs that are made by hand:
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- restarts [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- sessions [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- fuzz [--full | --cases N] [--seed N]
switch (args)
{
    case [JournalProgram.Command, string socket, string journal]:
        return await JournalProgram.RunAsync(socket, journal);
    case [TargetProgram.Command, string socket]:
        await TargetProgram.RunAsync(socket);
        return 0;
    case ["fuzz", ..]:
        int seed = Option("--seed") ?? Environment.TickCount & 0xFFFFFF;
        int cases = Option("--cases") ?? (args.Contains("--full") ? 1_000_000 : 10_000);
        Console.WriteLine($"from seed {seed}, {cases} cases each way");
        await ServerCampaign.RunAsync(seed, cases);
        Console.WriteLine("the server withstood them");
        Console.WriteLine($"the client withstood them: {await ClientCampaign.RunAsync(seed, cases)} calls had their outcome");
        return 0;
    case [CrowdRun.Command, ..]:
        Console.WriteLine(await CrowdRun.RunAsync(args.Contains("--full") ? 10_000 : 1000));
        return 0;
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
        await Console.Error.WriteLineAsync("usage: restarts [--full], sessions [--full], fuzz [--full | --cases N] [--seed N]");
        return 2;
}

int? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? int.Parse(args[at + 1], provider: null) : null;
