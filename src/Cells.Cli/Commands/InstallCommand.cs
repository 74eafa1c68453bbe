using System.CommandLine;
using Cells.Cli.Publishing;
using Cells.Cli.Running;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell install</c>: a service of systemd that runs cells.</summary>
internal static class InstallCommand
{
    internal static Command Create()
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of a cell or a workspace; a published one needs no SDK." };
        var name = new Option<string?>("--name") { Description = "The service's name. Default: cells-FOLDER.", HelpName = "NAME" };
        var system = new Option<bool>("--system") { Description = "For the whole machine, as this user; else for this user's sessions." };
        var print = new Option<bool>("--print") { Description = "Prints the unit and changes nothing." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("install", """
            Writes a unit by which systemd runs cells: it waits until they are ready, drains them when it stops them, and keeps their listening sockets while it starts them again.

              cell install /srv/orders
              systemctl --user enable --now cells-orders
            """) { directory, name, system, print, runDirectory };
        command.SetAction((parsed, _) => Task.FromResult(
            Run(parsed.GetValue(directory)!, parsed.GetValue(name), parsed.GetValue(system), parsed.GetValue(print), parsed.Files(runDirectory), parsed.GetValue(runDirectory) is not null)));
        return command;
    }

    private static int Run(string directory, string? name, bool isSystem, bool print, SupervisorFiles files, bool hasRunDirectory)
    {
        string folder = Path.GetFullPath(directory);
        _ = CellSelection.Of([folder], files);
        string service = name ?? $"cells-{Path.GetFileName(folder.TrimEnd('/'))}";
        string unit = SystemdUnit.Of(folder, isSystem, hasRunDirectory ? files.Directory.Path : null);
        if (print)
        {
            Console.Write(unit);
            return ExitCodes.Success;
        }

        string path = Path.Combine(SystemdUnit.Folder(isSystem), $"{service}.service");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, unit);
        string control = isSystem ? "systemctl" : "systemctl --user";
        Console.WriteLine($"{path} is written. Now:\n  {control} daemon-reload\n  {control} enable --now {service}");
        if (!isSystem)
            Console.WriteLine("  loginctl enable-linger    # for it to run while you are not logged in");
        return ExitCodes.Success;
    }
}
