using System.CommandLine;
using Cells.Cli.Running;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell down</c>: stops every cell, and the supervisor with them.</summary>
internal static class DownCommand
{
    internal static Command Create()
    {
        Option<double> drain = StopCommand.DrainOption();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("down", "Stops every cell of this run directory and then their supervisor.") { drain, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.Files(runDirectory), StopCommand.Milliseconds(parsed.GetValue(drain)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SupervisorFiles files, int drainMs, CancellationToken cancellation)
    {
        if (SupervisorConnection.TryOpen(files, cancellation) is not { } supervisor)
        {
            Console.WriteLine($"Nothing runs in {files.Directory.Path}.");
            return ExitCodes.Success;
        }

        using (supervisor)
        {
            StopReply reply = await supervisor.Nucleus.DownAsync(new DownRequest(drainMs), cancellation);
            foreach (StoppedCell stopped in reply.Stopped)
                StopCommand.Report(stopped);
            await supervisor.WaitForEndAsync(cancellation);
        }

        Console.WriteLine("the supervisor has ended");
        return ExitCodes.Success;
    }
}
