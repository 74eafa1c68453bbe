using System.CommandLine;
using Cells.Cli.Logs;
using Cells.Cli.Output;
using Cells.Cli.Running;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell logs</c>: what cells wrote.</summary>
internal static class LogsCommand
{
    internal static Command Create()
    {
        var names = new Argument<string[]>("NAME") { Description = "The cells, or programs that have cells of their own. Default: all of this run directory.", Arity = ArgumentArity.ZeroOrMore };
        var follow = new Option<bool>("--follow", "-f") { Description = "Goes on with what is written from now on, until interrupted." };
        var lines = new Option<int?>("--lines", "-n") { Description = "Only the last lines, of each cell.", HelpName = "COUNT" };
        var times = new Option<bool>("--times", "-t") { Description = "Puts before each line when it was written." };
        var json = new Option<bool>("--json") { Description = "A JSON object for each line, on a line of its own, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        names.CompleteNames(runDirectory);
        var command = new Command("logs", """
            Shows what cells wrote, and what their supervisor did with them. Of several cells, the lines stand in the order of their times.

              cell logs order_gateway -n 20
              cell logs -f
            """) { names, follow, times, lines, json, runDirectory };
        command.SetAction((parsed, cancellation) =>
        {
            var wanted = new Wanted(parsed.GetValue(names) ?? [], parsed.GetValue(lines), parsed.GetValue(times), parsed.GetValue(json));
            return RunAsync(wanted, parsed.GetValue(follow), parsed.Files(runDirectory), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Wanted wanted, bool follow, SupervisorFiles files, CancellationToken cancellation)
    {
        List<LogSource> sources = [.. LogSource.Of(files)];
        if (Array.Find(wanted.Typed, typed => !sources.Exists(source => source.IsMeantBy(typed))) is { } silent)
            throw CellNames.NotRunning(silent, files, sources.Select(static source => source.Name));
        var logs = new LogCollection(files, wanted.Typed);
        if (logs.IsEmpty && !follow)
            throw new CommandException(ExitCodes.NotFound, $"No cell has run in {files.Directory.Path}.");
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        var printer = new LogPrinter(output, new LogStyle(wanted.IsJson, wanted.WithTimes, logs.NameWidth, TerminalColors.AreWanted));
        if (wanted.Lines is { } count)
            logs.SkipToLast(Math.Max(0, count));

        logs.PrintNew(printer);
        if (follow)
            await logs.FollowAsync(printer, cancellation);
        logs.PrintUnfinished(printer);
        return ExitCodes.Success;
    }

    private sealed record Wanted(string[] Typed, int? Lines, bool WithTimes, bool IsJson);
}
