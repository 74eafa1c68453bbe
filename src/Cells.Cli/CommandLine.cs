using System.CommandLine;
using System.CommandLine.Completions;
using Cells.Cli.Commands;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Nucleus.Builds;
using Cells.Nucleus.Genomes;

namespace Cells.Cli;

/// <summary>The commands, and what their failures come to.</summary>
internal static class CommandLine
{
    internal static async Task<int> RunAsync(string[] args)
    {
        using var interruption = new Interruption();
        ParseResult parsed = Create().Parse(args);

        // A line that is still being typed is not wrong.
        if (parsed.Errors.Count > 0 && !IsCompletion(parsed))
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"cell: {error.Message}");
            await Console.Error.WriteLineAsync($"'{NameOf(parsed.CommandResult)} --help' shows what there is.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token);
        }
        catch (Exception error)
        {
            return Explain(error, interruption.Token);
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("""
            Builds, starts, calls and stops cells: processes that serve typed contracts.

              cell run examples/order-gateway
              cell use order_gateway PlaceOrder '{"symbol":"AAPL","quantity":100}'
              cell stop order_gateway
            """);
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(UseCommand.Create());
        root.Subcommands.Add(PsCommand.Create());
        root.Subcommands.Add(TopCommand.Create());
        root.Subcommands.Add(GraphCommand.Create());
        root.Subcommands.Add(LogsCommand.Create());
        root.Subcommands.Add(StopCommand.Create());
        root.Subcommands.Add(UpgradeCommand.Create());
        root.Subcommands.Add(ReplaceCommands.CreateRollback());
        root.Subcommands.Add(ReplaceCommands.CreateRestart());
        root.Subcommands.Add(DownCommand.Create());
        root.Subcommands.Add(NewCommand.Create());
        root.Subcommands.Add(DevCommand.Create());
        root.Subcommands.Add(PublishCommand.Create());
        root.Subcommands.Add(InstallCommand.Create());
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(BenchPeerCommand.Create());
        root.Subcommands.Add(DemoCommand.CreateCell());
        root.Subcommands.Add(NucleusCommand.Create());
        return root;
    }

    private static bool IsCompletion(ParseResult parsed) =>
        ((RootCommand)parsed.RootCommandResult.Command).Directives.Any(directive => directive is SuggestDirective && parsed.GetResult(directive) is not null);

    private static string NameOf(System.CommandLine.Parsing.CommandResult result) => result.Command is RootCommand ? "cell" : $"cell {result.Command.Name}";

    /// <summary>Says on standard error what happened, and picks the exit code.</summary>
    private static int Explain(Exception error, CancellationToken interrupted)
    {
        (int code, string text) = error switch
        {
            _ when interrupted.IsCancellationRequested => (ExitCodes.Interrupted, "interrupted"),
            CommandException command => (command.ExitCode, command.Message),
            BuildFailedException build => (ExitCodes.BuildFailed, $"{string.Join('\n', build.Errors)}\ncell: {build.Message} Nothing was started. All that the compiler said is in {build.LogFile}"),
            GenomeException genome => (ExitCodes.Usage, genome.Message),
            JsonImageException json => (ExitCodes.Usage, json.Message),
            SchemaException schema => (ExitCodes.Failed, $"The cell's schema cannot be read. {schema.Message}"),
            TimeoutException timeout => (ExitCodes.TimedOut, timeout.Message),
            CellException { Code: CellErrorCode.DeadlineExceeded } late => (ExitCodes.TimedOut, late.Message),
            CellException { Code: CellErrorCode.UnknownMethod } unknown => (ExitCodes.NotFound, unknown.Message),
            CellException call => (ExitCodes.Failed, call.Message),
            IOException or UnauthorizedAccessException => (ExitCodes.Failed, error.Message),
            _ => (ExitCodes.Failed, error.ToString()),
        };
        Console.Error.WriteLine(error is BuildFailedException ? text : $"cell: {text}");
        return code;
    }
}
