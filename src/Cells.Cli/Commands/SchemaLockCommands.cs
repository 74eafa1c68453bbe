using System.CommandLine;
using Cells.Cli.Contracts;
using Cells.Cli.Output;
using Cells.Images.Schemas;
using Cells.Images.Schemas.Comparison;
using Cells.Images.Schemas.Files;
using Cells.Nucleus.Genomes;
using Cells.Nucleus.RunDirectories;

namespace Cells.Cli.Commands;

/// <summary><c>cell schema diff</c> and <c>cell schema accept</c>: what contracts are, beside what <c>contract.lock</c> says they were.</summary>
internal static class SchemaLockCommands
{
    internal static Command CreateDiff()
    {
        Argument<string> target = Target();
        var json = new Option<bool>("--json") { Description = "One JSON object for each contract, for programs." };
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("diff", $"""
            Shows how contracts differ from their {LockFile.FileName}, and whom that breaks. The compiler says the same.

              cell schema diff examples/order-gateway
            """) { target, json, runDirectory };
        command.SetAction(async (parsed, cancellation) =>
        {
            foreach (LockedProject project in await ContractProjects.OfAsync(parsed.GetValue(target)!, parsed.Files(runDirectory), cancellation))
                Show(project, parsed.GetValue(json));
            return ExitCodes.Success;
        });
        return command;
    }

    internal static Command CreateAccept()
    {
        Argument<string> target = Target();
        Option<string?> runDirectory = CommonOptions.RunDirectory();
        var command = new Command("accept", $"""
            Writes {LockFile.FileName}: from now on contracts are compared with what they are now. Where NAME{SnapshotFile.Suffix} is beside the
            current project, accepts that contract of another cell instead, as it was pulled last.

              cell schema accept examples/order-gateway
            """) { target, runDirectory };
        command.SetAction((parsed, cancellation) => AcceptAsync(parsed.GetValue(target)!, parsed.Files(runDirectory), cancellation));
        return command;
    }

    private static Argument<string> Target() => new("DIR|NAME")
    {
        Description = "The folder of a project, or a cell and what it references. Default: the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => ".",
    };

    private static async Task<int> AcceptAsync(string typed, SupervisorFiles files, CancellationToken cancellation)
    {
        string snapshot = Snapshots.PathOf(".", CellName.Normalize(typed));
        if (Snapshots.Read(snapshot) is { } pulled)
        {
            Console.WriteLine(Snapshots.Write(snapshot, pulled.Accept()) ? $"{snapshot} is accepted: what it replaced is forgotten" : $"{snapshot} has nothing to accept");
            return ExitCodes.Success;
        }

        foreach (LockedProject project in await ContractProjects.OfAsync(typed, files, cancellation))
        {
            string text = LockFile.Of(project.Contracts).ToString();
            bool isNew = project.Lock is null || await File.ReadAllTextAsync(project.LockPath, cancellation) != text;
            if (isNew)
                SchemaFiles.Write(project.LockPath, text);
            string names = string.Join(", ", project.Contracts.Select(static contract => contract.Name));
            Console.WriteLine(isNew ? $"{project.LockPath} holds {(names.Length == 0 ? "no contract" : names)}" : $"{project.LockPath} is unchanged");
        }

        return ExitCodes.Success;
    }

    private static void Show(LockedProject project, bool json)
    {
        IEnumerable<string> names = project.Contracts.Concat(project.Lock?.Contracts ?? []).Select(static contract => contract.Name).Distinct().Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            ContractSchema? now = project.Contracts.FirstOrDefault(contract => contract.Name == name);
            ContractSchema? locked = project.Lock?.Find(name);
            ContractComparison? comparison = now is not null && locked is not null ? ContractComparison.Compare(locked, now) : null;
            string state = comparison is not null ? ContractDifferences.Name(comparison.Class) : now is null ? "removed" : "new";
            if (json)
                Console.WriteLine(ContractDifferences.ToJson(name, project.LockPath, state, comparison));
            else
                Console.Write(ContractDifferences.ToText(name, state, comparison));
        }
    }
}
