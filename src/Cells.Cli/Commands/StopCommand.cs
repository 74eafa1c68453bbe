using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Commands;

/// <summary><c>cell stop</c>: drains cells and ends them.</summary>
internal static class StopCommand
{
    internal static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "The cells to stop.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All cells of this run directory." };
        Option<double> drain = DrainOption();
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        names.CompleteNames(runDirectory);
        var command = new Command("stop", "Lets cells finish what they began and ends them, and what was started only because they depend on it.") { names, all, drain, json, runDirectory };
        command.SetAction((parsed, cancellation) =>
        {
            string[] typed = parsed.GetValue(names) ?? [];
            if (typed.Length > 0 == parsed.GetValue(all))
                throw new CommandException(ExitCodes.Usage, "Name the cells to stop, or say --all.");
            return RunAsync(typed.Length > 0 ? typed : [""], parsed.GetValue(json), parsed.Files(runDirectory), Milliseconds(parsed.GetValue(drain)), cancellation);
        });
        return command;
    }

    internal static Option<double> DrainOption() => new("--drain-timeout")
    {
        Description = "How many seconds begun calls may take to end. Default 10.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 10,
    };

    internal static int Milliseconds(double seconds) => seconds is >= 0 and < 86_400
        ? (int)(seconds * 1000)
        : throw new CommandException(ExitCodes.Usage, $"--drain-timeout takes 0 to 86,400 seconds, not {seconds}.");

    internal static void Report(StoppedCell stopped)
    {
        string how = stopped.LastExit.Length > 0 && stopped.LastExit != "exit code 0" ? $" ({stopped.LastExit})" : "";
        Console.WriteLine($"{stopped.Name} is stopped{how}");
    }

    private static async Task<int> RunAsync(string[] typed, bool json, SupervisorFiles files, int drainMs, CancellationToken cancellation)
    {
        foreach (string name in typed)
        {
            StopReply reply = await AskAsync(RunDirectory.NormalName(name), files, drainMs, cancellation);
            foreach (StoppedCell stopped in reply.Stopped)
            {
                if (json)
                    Console.WriteLine(ToJson(stopped.Name, "stopped", stopped.LastExit, stopped.Drained));
                else
                    Report(stopped);
            }

            if (name.Length == 0 && reply.Stopped.Count == 0 && !json)
                Console.WriteLine($"No cell runs in {files.Directory.Path}.");
            if (name.Length > 0 && !reply.Found)
                SayNotRunning(name, json, files);
        }

        return ExitCodes.Success;
    }

    /// <summary>Asks for the end of a cell, of all where the name is empty; nothing is found where no supervisor runs.</summary>
    internal static async Task<StopReply> AskAsync(string name, SupervisorFiles files, int drainMs, CancellationToken cancellation)
    {
        if (SupervisorConnection.TryOpen(files, cancellation) is not { } supervisor)
            return new StopReply(Found: name.Length == 0, []);
        using (supervisor)
            return await supervisor.Nucleus.StopAsync(new StopRequest(name, drainMs), cancellation);
    }

    /// <summary>A cell that is known and does not run is as stopped as was asked for.</summary>
    private static void SayNotRunning(string typed, bool json, SupervisorFiles files)
    {
        List<string> known = CellNames.Known(files);
        string name = RunDirectory.NormalName(typed);
        if (!known.Contains(name))
            throw CellNames.Unknown(typed, known, files);
        Console.WriteLine(json ? ToJson(name, "not_running", lastExit: "", drained: false) : $"{name} was not running");
    }

    private static string ToJson(string name, string outcome, string lastExit, bool drained) => JsonText.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("outcome", outcome);
        writer.WriteString("last_exit", lastExit);
        writer.WriteBoolean("drained", drained);
        writer.WriteEndObject();
    });
}
