using System.CommandLine;
using Cells.Bench.Load.Peers;

namespace Cells.Cli.Commands;

/// <summary><c>cell bench-peer</c>: the other process of <c>cell bench</c>, which starts it.</summary>
internal static class BenchPeerCommand
{
    internal static Command Create()
    {
        var words = new Argument<string[]>("WORDS") { Description = "What to do.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(PeerCommand.Word, "Serves the other side of a benchmark.") { words };
        command.Hidden = true;
        command.SetAction((parsed, _) => PeerProgram.RunAsync(parsed.GetValue(words)!));
        return command;
    }
}
