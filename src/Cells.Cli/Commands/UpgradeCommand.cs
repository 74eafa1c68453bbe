using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell upgrade</c>: replaces what a running cell runs, without losing a call.</summary>
internal static class UpgradeCommand
{
    internal static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "The cells to upgrade.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "A folder with the published program, instead of a build. For one cell.", HelpName = "DIR" };
        Option<bool> force = ReplaceCommands.ForceOption();
        Option<double> drain = StopCommand.DrainOption();
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        names.CompleteNames(runDirectory);
        var command = new Command("upgrade", """
            Builds a running cell anew and lets the new one take over: it starts beside the old one, becomes ready and accepts; the old one
            finishes what it began and ends. Where the new one cannot take over, the old one runs on.

              cell upgrade order_gateway
              cell upgrade order_gateway --from /srv/releases/order-gateway-7
            """) { names, from, force, drain, json, runDirectory };
        command.SetAction((parsed, cancellation) =>
        {
            string[] typed = parsed.GetValue(names) ?? [];
            string? folder = parsed.GetValue(from);
            if (folder is not null && typed.Length != 1)
                throw new CommandException(ExitCodes.Usage, "--from is for one cell: name one.");
            return RunAsync(typed, folder, parsed.GetValue(force), StopCommand.Milliseconds(parsed.GetValue(drain)), parsed.GetValue(json), parsed.Files(runDirectory), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, string? from, bool force, int drainMs, bool json, SupervisorFiles files, CancellationToken cancellation)
    {
        foreach (string name in typed)
        {
            CellSpec spec = await SpecAsync(name, from, files, cancellation);
            using SupervisorConnection supervisor = SupervisorConnection.TryOpen(files, cancellation) ?? throw CellNames.NotRunning(name, files);
            StartReplies.Report(await supervisor.Nucleus.UpgradeAsync(new UpgradeRequest(spec, force, drainMs), cancellation), json);
        }

        return ExitCodes.Success;
    }

    private static async Task<CellSpec> SpecAsync(string name, string? from, SupervisorFiles files, CancellationToken cancellation)
    {
        WorkspaceCell cell = CellSelection.Of([name], files).Single(static selected => !selected.AsDependency).Cell;
        if (from is not null)
        {
            PublishedProgram program = PublishedProgram.In(from, cell);
            return CellSpecs.Of(cell, program.Path, program.Id, asDependency: false);
        }

        CellBuild? build = cell.ProjectPath is { } project ? await BuildProgress.EnsureAsync(cell.Name, project, BuildMode.Whole, cancellation) : null;
        return CellSpecs.Of(cell, build, asDependency: false);
    }
}
