using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell run</c>: builds what changed, starts what does not run, dependencies first, and waits until it is ready.</summary>
internal static class RunCommand
{
    internal static Command Create()
    {
        var locked = new Option<bool>("--locked") { Description = "Fail where a snapshot of a called cell's contract would have to be changed." };
        var foreground = new Option<bool>("--foreground") { Description = "Keeps the supervisor in this process, prints what the cells write, and ends with them or with a signal: for service managers and containers." };
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        Argument<string[]> cells = CommonOptions.Cells(runDirectory);
        var command = new Command("run", """
            Builds cells if what they are made of changed, starts them, dependencies first, and waits until they are ready.

              cell run examples/order-gateway
              cell run order_gateway
            """) { cells, locked, foreground, json, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(cells)!, parsed.GetValue(locked), parsed.GetValue(foreground), parsed.GetValue(json), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, bool isLocked, bool isForeground, bool json, SupervisorFiles files, CancellationToken cancellation)
    {
        CellBuilds builds = await CellBuilds.EnsureAsync(CellSelection.Of(typed, files), isLocked, BuildMode.Whole, cancellation);
        if (isForeground)
            return await ForegroundRun.RunAsync([.. builds.Specs], files, json, cancellation);
        foreach (CellSpec spec in builds.Specs)
            StartReplies.Report(await CellStart.AskAsync(spec, files, cancellation), json);
        return ExitCodes.Success;
    }
}
