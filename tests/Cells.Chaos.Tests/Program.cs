using Cells.Chaos.Crowds;
using Cells.Chaos.Fuzzing;
using Cells.Chaos.Hostile;
using Cells.Chaos.Kills;
using Cells.Chaos.Leases;
using Cells.Chaos.Restarts;
using Cells.Chaos.Starts;
using Cells.Chaos.Upgrades;
using Cells.Chaos.Watching;
using Cells.Platform.Faults;

// The tests run in a test host, for a short time. Here are the processes that they start, and the long runs that are made by hand:
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- restarts [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- upgrades [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- upgrade-kills
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- starts [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- sessions [--full]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- attach [--n N]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- hostile [--full] [--seed N] [--delays]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- kills [--full] [--at POINT]
//   dotnet run -c Release --project tests/Cells.Chaos.Tests -- fuzz [--full | --cases N] [--seed N]
switch (args)
{
    case [JournalProgram.Command, string socket, string journal]:
        return await JournalProgram.RunAsync(socket, journal);
    case [LedgerProgram.Command, string version, string ledgerJournal]:
        return await LedgerProgram.RunAsync(version, ledgerJournal);
    case [PatientProgram.Command]:
        return await PatientProgram.RunAsync();
    case [SupervisorHome.Command, string runDirectory]:
        return await SupervisorHome.RunAsync(runDirectory);
    case [TargetProgram.Command, string socket, .. string[] how]:
        await TargetProgram.RunAsync(socket, delays: how is [TargetProgram.Delays]);
        return 0;
    case [LibraryProgram.Command, string socket]:
        await LibraryProgram.RunAsync(socket);
        return 0;
    case [VictimProgram.Command, string socket, string otherSocket, string victimJournal]:
        await VictimProgram.RunAsync(socket, otherSocket, victimJournal);
        return 0;
    case [KillRun.Command, ..]:
        int kills = args.Contains("--full") ? 100 : Option("--n") ?? 5;
        foreach (FaultPoint point in Enum.GetValues<FaultPoint>().Where(KillRun.IsOfSessions))
        {
            if (Array.IndexOf(args, "--at") is var named and >= 0 && args[named + 1] != point.ToString())
                continue;
            Console.WriteLine($"{point}: {await KillRun.RunAsync([point], kills)}");
        }

        return 0;
    case ["fuzz", ..]:
        int seed = Option("--seed") ?? Environment.TickCount & 0xFFFFFF;
        int cases = Option("--cases") ?? (args.Contains("--full") ? 1_000_000 : 10_000);
        Console.WriteLine($"from seed {seed}, {cases} cases each way");
        await ServerCampaign.RunAsync(seed, cases);
        Console.WriteLine("the server withstood them");
        Console.WriteLine($"the client withstood them: {await ClientCampaign.RunAsync(seed, cases)} calls had their outcome");
        return 0;
    case [HostileProgram.Command, string socket, string hostileSeed, string mutations, string seconds]:
        HostileReport report = HostileProgram.Run(socket, int.Parse(hostileSeed, provider: null), long.Parse(mutations, provider: null), TimeSpan.FromSeconds(long.Parse(seconds, provider: null)));
        Console.WriteLine(report.ToLine());
        return 0;
    case [HostileCampaign.Command, ..]:
        Console.WriteLine(await HostileCampaign.RunAsync(Option("--seed") ?? Environment.TickCount & 0xFFFFFF, args.Contains("--full") ? 10_000_000 : Option("--n") ?? 100_000, TimeSpan.FromSeconds(Option("--s") ?? 3600), args.Contains("--delays")));
        return 0;
    case [CrowdRun.Command, ..]:
        Console.WriteLine(await CrowdRun.RunAsync(args.Contains("--full") ? 10_000 : 1000));
        return 0;
    case [AttachRun.Command, ..]:
        Console.WriteLine(await AttachRun.RunAsync(Option("--n") ?? 24));
        return 0;
    case [UpgradeRun.Command, ..]:
        bool isFull = args.Contains("--full");
        UpgradeReport upgraded = await UpgradeRun.RunAsync(isFull ? 100 : 10, isFull ? 20 : 3, Option("--replicas") ?? 1, isFull ? 20_000 : 1000);
        Console.WriteLine(upgraded);
        upgraded.ThrowUnlessNothingIsLost();
        return 0;
    case [StartRun.Command, ..]:
        Console.WriteLine(await StartRun.RunAsync(args.Contains("--full") ? 2000 : Option("--n") ?? 100));
        return 0;
    case [UpgradeKillRun.Command, ..]:
        foreach (FaultPoint point in UpgradeKillRun.Points)
        {
            foreach (UpgradeVictim victim in Enum.GetValues<UpgradeVictim>())
                Console.WriteLine($"{victim} killed at {point}: {await UpgradeKillRun.RunAsync(point, victim)}");
        }

        return 0;
    case [RestartRun.Command, ..]:
        int restarts = args.Contains("--full") ? 1000 : 20;
        foreach (Ending ending in Enum.GetValues<Ending>())
        {
            RestartReport outcome = await RestartRun.RunAsync(restarts, ending);
            Console.WriteLine(outcome);
            outcome.ThrowUnlessNothingIsLost();
        }

        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: restarts [--full], upgrades [--full], upgrade-kills, starts [--full], sessions [--full], attach [--n N], hostile [--full] [--seed N], kills [--full] [--at POINT], fuzz [--full | --cases N] [--seed N]");
        return 2;
}

int? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? int.Parse(args[at + 1], provider: null) : null;
