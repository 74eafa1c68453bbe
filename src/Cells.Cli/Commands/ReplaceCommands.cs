using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Commands;

/// <summary><c>cell rollback</c> and <c>cell restart</c>: let what a supervisor knows take over from what runs.</summary>
internal static class ReplaceCommands
{
    internal static Command CreateRollback() => Create(
        "rollback",
        "Lets the build that a running cell ran before its last upgrade take over again, as an upgrade does.",
        ForceOption(),
        static (nucleus, request, cancellation) => nucleus.RollbackAsync(request, cancellation));

    internal static Command CreateRestart() => Create(
        "restart",
        "Lets new processes of the same build take over from those that run, as an upgrade does.",
        force: null,
        static (nucleus, request, cancellation) => nucleus.RestartAsync(request, cancellation));

    internal static Option<bool> ForceOption() => new("--force") { Description = "Take over even where running callers do not fit: their calls will fail." };

    private static Command Create(string name, string description, Option<bool>? force, Func<NucleusClient, ReplaceRequest, CancellationToken, ValueTask<StartReply>> ask)
    {
        var names = new Argument<string[]>("NAME") { Description = "The cells.", Arity = ArgumentArity.OneOrMore };
        Option<double> drain = StopCommand.DrainOption();
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        names.CompleteNames(runDirectory);
        var command = new Command(name, description) { names, drain, json, runDirectory };
        if (force is not null)
            command.Options.Add(force);
        command.SetAction(async (parsed, cancellation) =>
        {
            SupervisorFiles files = parsed.Files(runDirectory);
            foreach (string typed in parsed.GetValue(names) ?? [])
            {
                using SupervisorConnection supervisor = SupervisorConnection.TryOpen(files, cancellation) ?? throw CellNames.NotRunning(typed, files);
                var request = new ReplaceRequest(RunDirectory.NormalName(typed), force is not null && parsed.GetValue(force), StopCommand.Milliseconds(parsed.GetValue(drain)));
                StartReply reply = await ask(supervisor.Nucleus, request, cancellation);
                if (reply.Outcome == StartOutcomes.NotRunning)
                    throw CellNames.NotRunning(typed, files);
                StartReplies.Report(reply, parsed.GetValue(json));
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
