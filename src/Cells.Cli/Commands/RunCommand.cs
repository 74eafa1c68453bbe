using System.CommandLine;
using Cells.Cli.Contracts;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell run</c>: builds what changed, starts what does not run, dependencies first, and waits until it is ready.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var cells = new Argument<string[]>("DIR|NAME")
        {
            Description = "Folders of cells or workspaces, or names of cells of this workspace. Default: the current folder.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var locked = new Option<bool>("--locked") { Description = "Fail where a snapshot of a called cell's contract would have to be changed." };
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        cells.CompleteNames(runDirectory);
        var command = new Command("run", """
            Builds cells if what they are made of changed, starts them, dependencies first, and waits until they are ready.

              cell run examples/order-gateway
              cell run order_gateway
            """) { cells, locked, json, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(cells) is { Length: > 0 } typed ? typed : ["."], parsed.GetValue(locked), parsed.GetValue(json), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, bool isLocked, bool json, SupervisorFiles files, CancellationToken cancellation)
    {
        List<CellSelection.Selected> selected = CellSelection.Of(typed, files);
        Dictionary<string, CellBuild> builds = new(StringComparer.Ordinal);
        foreach ((WorkspaceCell cell, _) in selected)
        {
            if (cell.ProjectPath is not { } project || builds.ContainsKey(project))
                continue;
            JunctionSnapshots.Pull(cell, called => ProgramFolder(selected, builds, called), isLocked);
            builds[project] = await BuildProgress.EnsureAsync(cell.Name, project, cancellation);
        }

        foreach ((WorkspaceCell cell, bool asDependency) in selected)
        {
            CellBuild? build = cell.ProjectPath is { } project ? builds[project] : null;
            StartReplies.Report(await StartAsync(CellSpecs.Of(cell, build, asDependency), files, cancellation), json);
        }

        return ExitCodes.Success;
    }

    /// <summary>Where the program of a cell is that starts earlier, and so is built already.</summary>
    private static string ProgramFolder(List<CellSelection.Selected> selected, Dictionary<string, CellBuild> builds, string name)
    {
        WorkspaceCell cell = selected.First(other => other.Cell.Name == name).Cell;
        return cell.ProjectPath is { } project ? builds[project].Directory : Path.GetDirectoryName(cell.ProgramPath!)!;
    }

    private static async Task<StartReply> StartAsync(CellSpec spec, SupervisorFiles files, CancellationToken cancellation)
    {
        while (true)
        {
            StartReply reply;
            try
            {
                await using SupervisorConnection supervisor = await SupervisorConnection.OpenAsync(files, cancellation);
                reply = await supervisor.Nucleus.StartAsync(spec, cancellation);
            }
            catch (PeerLostException lost) when (lost.NotStarted)
            {
                // It was ending when it was asked: its successor will do it.
                continue;
            }

            if (reply.Outcome != StartOutcomes.Ending)
                return reply;
        }
    }
}
