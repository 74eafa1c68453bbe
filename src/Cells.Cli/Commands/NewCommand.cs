using System.CommandLine;
using Cells.Cli.Creating;
using Cells.Nucleus.Genomes;

namespace Cells.Cli.Commands;

/// <summary><c>cell new</c>: a cell with contract, program and test.</summary>
internal static class NewCommand
{
    internal static Command Create()
    {
        var path = new Argument<string>("NAME") { Description = "The cell's name, or the path of its new folder." };
        var command = new Command("new", """
            Makes a cell in a new folder: contract, program, test, genome.

              cell new inventory
            """) { path };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(path)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string typed, CancellationToken cancellation)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(typed));
        string name = CellName.Normalize(Path.GetFileName(folder));
        if (!CellName.IsValid(name))
            throw new CommandException(ExitCodes.Usage, $"'{name}' is not a cell's name: it begins with a-z, then a-z 0-9 _ -, at most {CellName.LengthMax} characters.");
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new CommandException(ExitCodes.Usage, $"{folder} exists already. Take another name, or remove it.");

        CellsOrigin origin = await CellsOrigin.OfAsync(folder, cancellation);
        new CellTemplate(name, folder).Write(origin);
        Console.WriteLine($"""
            {name} is in {folder}. Next:
              cell run {typed}
              cell use {name} '{"{"}"name":"Ada"{"}"}'
              dotnet test {Path.Combine(typed, "tests")}
            """);
        return ExitCodes.Success;
    }
}
