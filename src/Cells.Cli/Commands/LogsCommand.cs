using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell logs</c>: what a cell wrote. It reads the files itself, so that it works with and without a supervisor.</summary>
internal static class LogsCommand
{
    internal static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The cell." };
        var follow = new Option<bool>("--follow", "-f") { Description = "Goes on with what is written from now on, until interrupted." };
        var lines = new Option<int?>("--lines", "-n") { Description = "Only the last lines.", HelpName = "COUNT" };
        var times = new Option<bool>("--times", "-t") { Description = "Puts before each line when it was written." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        name.CompleteNames(runDirectory);
        var command = new Command("logs", "Shows what a cell wrote, and what its supervisor did with it.") { name, follow, times, lines, runDirectory };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(name)!, parsed.Files(runDirectory), parsed.GetValue(lines), parsed.GetValue(follow), parsed.GetValue(times), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, SupervisorFiles files, int? lines, bool follow, bool times, CancellationToken cancellation)
    {
        CellFiles cell = files.Cell(name);
        if (!File.Exists(cell.Log))
            throw CellNames.NotRunning(name, files);
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        await new LogReader(cell, times).CopyAsync(output, lines, follow, cancellation);
        return ExitCodes.Success;
    }
}
