using System.CommandLine;
using Cells.Cli.Output;
using Cells.Nucleus.RunDirectories;
using Cells.Nucleus.Supervision;

namespace Cells.Cli.Commands;

/// <summary><c>cell nucleus</c>: the supervisor itself. Other commands start it when they need it.</summary>
internal static class NucleusCommand
{
    internal static Command Create()
    {
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("nucleus", "Supervises the cells of this run directory until the last one has ended.") { runDirectory };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(parsed.Files(runDirectory)));
        return command;
    }

    private static async Task<int> RunAsync(SupervisorFiles files)
    {
        if (await SupervisorProcess.RunAsync(files, SupervisionLimits.Default, new LineLogger(Console.Error), SupervisorRole.Background) == SupervisorEnd.NotAlone)
            await Console.Error.WriteLineAsync($"Another supervisor has {files.Directory.Path}.");
        return ExitCodes.Success;
    }
}
