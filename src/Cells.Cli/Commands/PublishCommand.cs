using System.CommandLine;
using Cells.Cli.Output;
using Cells.Cli.Publishing;
using Cells.Cli.Running;
using Cells.Nucleus.Builds;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell publish</c>: what machines without an SDK run.</summary>
internal static class PublishCommand
{
    internal static Command Create()
    {
        var into = new Option<string>("--into", "-o") { Description = "The folder; it must not exist, or be empty.", HelpName = "DIR", Required = true };
        var withCommand = new Option<bool>("--with-command") { Description = "Puts the cell command there as well." };
        Option<bool> json = CommonOptions.JsonObjects();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        Argument<string[]> cells = CommonOptions.Cells(runDirectory);
        var command = new Command("publish", """
            Builds cells, with those that they call, and copies their programs and genomes into a folder that is a workspace and needs no SDK: the .NET runtime is enough.

              cell publish examples/order-gateway --into /srv/orders --with-command
              /srv/orders/.command/cell run --foreground /srv/orders
            """) { cells, into, withCommand, json, runDirectory };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(cells)!,
            parsed.GetValue(into)!, parsed.GetValue(withCommand), parsed.GetValue(json), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] typed, string into, bool withCommand, bool json, SupervisorFiles files, CancellationToken cancellation)
    {
        string folder = Path.GetFullPath(into);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new CommandException(ExitCodes.Usage, $"{folder} is not empty. A cell that runs from there would be overwritten: name another folder.");
        List<CellSelection.Selected> selected = CellSelection.Of(typed, files);
        CellBuilds builds = await CellBuilds.EnsureAsync(selected, isLocked: true, BuildMode.Whole, cancellation);
        PublishedWorkspace.Write(folder, selected.Select(one => (one.Cell, builds.BuildOf(one.Cell))), withCommand);
        foreach ((Nucleus.Genomes.WorkspaceCell cell, _) in selected)
        {
            string place = Path.Combine(folder, cell.Name);
            Console.WriteLine(json
                ? JsonText.Of(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("name", cell.Name);
                    writer.WriteString("folder", place);
                    writer.WriteEndObject();
                })
                : $"{cell.Name} is in {place}");
        }

        return ExitCodes.Success;
    }
}
