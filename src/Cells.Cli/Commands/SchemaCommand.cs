using System.CommandLine;
using Cells.Cli.Contracts;
using Cells.Cli.Output;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Files;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell schema</c>: contracts, those of other cells and one's own.</summary>
internal static class SchemaCommand
{
    internal static Command Create()
    {
        var command = new Command("schema", """
            Shows contracts, keeps snapshots of those of other cells, and the lock of one's own.

              cell schema show order_gateway
              cell schema pull order_gateway
              cell schema diff
              cell schema accept
            """);
        command.Subcommands.Add(CreateShow());
        command.Subcommands.Add(CreatePull());
        command.Subcommands.Add(SchemaLockCommands.CreateDiff());
        command.Subcommands.Add(SchemaLockCommands.CreateAccept());
        return command;
    }

    private static Argument<string> CellArgument() => new("NAME|DIR") { Description = "The cell: one of this workspace, or in a folder, which is built; else one that runs." };

    private static Argument<string?> ContractArgument() => new("CONTRACT")
    {
        Description = "The contract, where the cell serves several and none is called as the cell is.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static Command CreateShow()
    {
        Argument<string> cell = CellArgument();
        Argument<string?> contract = ContractArgument();
        var json = new Option<bool>("--json") { Description = "The schema itself, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("show", """
            Shows a contract that a cell serves.

              cell schema show order_gateway
            """) { cell, contract, json, runDirectory };
        command.SetAction(async (parsed, cancellation) =>
        {
            (string name, List<ContractSchema> served) = await CellContracts.OfAsync(parsed.GetValue(cell)!, parsed.Files(runDirectory), cancellation);
            ContractSchema found = CellContracts.Select(served, name, parsed.GetValue(contract));
            if (parsed.GetValue(json))
                Console.WriteLine(found.ToJson());
            else
                Console.Write(ContractText.Of(found));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreatePull()
    {
        Argument<string> cell = CellArgument();
        Argument<string?> contract = ContractArgument();
        var into = new Option<string?>("--into") { Description = "The folder of the project that calls. Default: the current one.", HelpName = "DIR" };
        var space = new Option<string?>("--namespace") { Description = "The namespace of what is generated. Default: what stands in the file, else the contract's name.", HelpName = "NAME" };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("pull", $"""
            Writes the snapshot of a contract that a cell serves, NAME{SnapshotFile.Suffix}, from which a project that calls it gets interface, messages and client.

              cell schema pull order_gateway
            """) { cell, contract, into, space, runDirectory };
        command.SetAction((parsed, cancellation) => PullAsync(
            parsed.GetValue(cell)!, parsed.GetValue(contract), parsed.GetValue(into) ?? ".", parsed.GetValue(space), parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static async Task<int> PullAsync(string cell, string? contract, string folder, string? space, SupervisorFiles files, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new CommandException(ExitCodes.NotFound, $"There is no folder '{folder}'.");
        (string name, List<ContractSchema> served) = await CellContracts.OfAsync(cell, files, cancellation);
        string path = Snapshots.PathOf(folder, name);
        SnapshotFile? existing = Snapshots.Read(path);
        SnapshotFile pulled = Snapshots.Pull(existing, CellContracts.Select(served, name, contract ?? existing?.Contract.Name), space);
        bool isNew = Snapshots.Write(path, pulled);
        Console.WriteLine(isNew ? $"{path} has the contract {pulled.Contract.Name} as {name} serves it" : $"{path} is unchanged");
        if (isNew && pulled.Replaced is not null)
            await Console.Error.WriteLineAsync($"Calls written before do not fit any more; the compiler shows each. Once they are put right: cell schema accept {name}");
        return ExitCodes.Success;
    }
}
