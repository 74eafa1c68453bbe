using System.CommandLine;
using System.CommandLine.Completions;
using Cells.Cli.Running;
using Cells.Nucleus.RunDirectories;
using Cells.Rpc.Discovery;

namespace Cells.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    internal static Option<string?> RunDirectory() => new("--run-dir")
    {
        Description = "Where sockets and logs are. Default: CELL_RUN_DIR, else run/ beside the outermost workspace's Genome.toml, else the user's own.",
        HelpName = "DIR",
    };

    /// <summary>The cells that a command is about, by folder or by name.</summary>
    internal static Argument<string[]> Cells(Option<string?> runDirectory)
    {
        var cells = new Argument<string[]>("DIR|NAME")
        {
            Description = "Folders of cells or workspaces, or names of cells of this workspace. Default: the current folder.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = static _ => ["."],
        };
        cells.CompleteNames(runDirectory);
        return cells;
    }

    internal static Option<bool> JsonObjects() => new("--json") { Description = "A JSON object for each cell, on a line of its own, for programs." };

    /// <summary>Lets a shell complete the names of cells.</summary>
    internal static void CompleteNames(this Argument argument, Option<string?> runDirectory) =>
        argument.CompletionSources.Add(context => CellNames.Known(context.ParseResult.Files(runDirectory)).Select(name => new CompletionItem(name)));

    internal static SupervisorFiles Files(this ParseResult parsed, Option<string?> option) =>
        new(Rpc.Discovery.RunDirectory.Locate(parsed.GetValue(option)));
}
