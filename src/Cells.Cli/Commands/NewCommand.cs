using System.CommandLine;

namespace Cells.Cli.Commands;

/// <summary><c>cell new</c>: a cell with contract, program and test.</summary>
internal static class NewCommand
{
    internal static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The cell's name, which is also its folder's." };
        var command = new Command("new", "Makes a cell in a new folder: contract, program, test, genome.") { name };
        command.SetAction(int (_) => throw new CommandException(ExitCodes.Failed, "not yet"));
        return command;
    }
}
