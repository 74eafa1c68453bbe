using System.CommandLine;
using Cells.Cli.Developing;
using Cells.Cli.Logs;
using Cells.Cli.Output;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Commands;

/// <summary><c>cell dev</c>: runs cells as their sources are, from one save to the next.</summary>
internal static class DevCommand
{
    internal static Command Create()
    {
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Does not show what the cells write." };
        Option<bool> force = ReplaceCommands.ForceOption();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        Argument<string[]> cells = CommonOptions.Cells(runDirectory);
        var command = new Command("dev", """
            Runs cells, and builds and upgrades each one whose sources change, while those that call it go on. At its end it stops those that it has started.

              cell dev examples/order-gateway

            A cell that runs under a program which has cells of its own, as those of a site builder do, is upgraded there.
            """) { cells, quiet, force, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(cells)!, parsed.GetValue(force), parsed.GetValue(quiet), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, bool force, bool quiet, SupervisorFiles files, CancellationToken cancellation)
    {
        var loop = new DevelopmentLoop(typed, force, files);
        try
        {
            List<string> names = await loop.StartAsync(cancellation);
            await Task.WhenAll(
                loop.FollowAsync(cancellation),
                loop.WarmUpAsync(cancellation),
                quiet || names.Count == 0 ? Task.CompletedTask : ShowLogsAsync(names, files, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        finally
        {
            await StopAsync(loop.Started, files);
        }

        return ExitCodes.Success;
    }

    private static async Task ShowLogsAsync(List<string> names, SupervisorFiles files, CancellationToken cancellation)
    {
        var logs = new LogCollection(files, names);
        logs.SkipToLast(0);
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        var printer = new LogPrinter(output, new LogStyle(IsJson: false, WithTimes: false, Math.Max(1, names.Max(static name => name.Length)), TerminalColors.AreWanted));
        await logs.FollowAsync(printer, cancellation);
    }

    /// <summary>Ends the cells in the opposite order of their starts.</summary>
    private static async Task StopAsync(IReadOnlyList<string> names, SupervisorFiles files)
    {
        foreach (string name in names.Reverse())
        {
            StopReply reply = await StopCommand.AskAsync(name, files, (int)Supervisor.DefaultDrainTimeout.TotalMilliseconds, CancellationToken.None);
            reply.Stopped.ForEach(StopCommand.Report);
        }
    }
}
