using System.CommandLine;
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

    internal static SupervisorFiles Files(this ParseResult parsed, Option<string?> option) =>
        new(Rpc.Discovery.RunDirectory.Locate(parsed.GetValue(option)));
}
