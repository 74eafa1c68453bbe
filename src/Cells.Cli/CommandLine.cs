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
    private const string Name = "cell";

    private const string Description = """
        Builds, starts, calls and stops cells: processes that serve typed contracts.

          cell run examples/order-gateway
          cell use order_gateway PlaceOrder '{"symbol":"AAPL","quantity":100}'
          cell stop order_gateway
        """;

    /// <summary>In the order in which help shows them, by the first word of their line.</summary>
    private static readonly (string Word, Func<Command> Create)[] _commands =
    [
        ("run", RunCommand.Create),
        ("use", UseCommand.Create),
        ("ps", PsCommand.Create),
        ("top", TopCommand.Create),
        ("graph", GraphCommand.Create),
        ("logs", LogsCommand.Create),
        ("stop", StopCommand.Create),
        ("upgrade", UpgradeCommand.Create),
        ("rollback", ReplaceCommands.CreateRollback),
        ("restart", ReplaceCommands.CreateRestart),
        ("down", DownCommand.Create),
        ("new", NewCommand.Create),
        ("dev", DevCommand.Create),
        ("publish", PublishCommand.Create),
        ("install", InstallCommand.Create),
        ("schema", SchemaCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("demo", DemoCommand.Create),
        ("bench", BenchCommand.Create),
        ("completion", CompletionCommand.Create),
        ("bench-peer", BenchPeerCommand.Create),
        ("demo-cell", DemoCommand.CreateCell),
        ("nucleus", NucleusCommand.Create),
    ];

    /// <summary>Those that serve calls or measure them. The others make a few, of which nobody is told.</summary>
    private static readonly string[] _observed = ["bench", "bench-peer", "demo", "demo-cell", "nucleus"];

    /// <summary>Runs the command that is typed.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(string[] args)
    {
        AppContext.SetSwitch(CellTelemetry.Switch, args.Length > 0 && _observed.Contains(args[0]));
        using var interruption = new Interruption();
        ParseResult parsed = Create(args).Parse(args);

        // A line that is still being typed is not wrong.
        if (parsed.Errors.Count > 0 && !IsCompletion(parsed))
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"cell: {error.Message}");
            Console.Error.WriteLine($"'{NameOf(parsed.CommandResult)} --help' shows what there is.");
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, interruption.Token).GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            return Explain(error, interruption.Token);
        }
    }

    /// <summary>With the command that was typed alone, or all where none was; and help only where it is asked for. To make them all takes longer than most of them run.</summary>
    private static Command Create(string[] args)
    {
        int typed = args.Length == 0 ? -1 : Array.FindIndex(_commands, command => command.Word == args[0]);
        Command root = typed < 0 || args.Any(MayAskForHelp) ? new RootCommand(Description) : new Command(Name);
        foreach ((_, Func<Command> create) in typed < 0 ? _commands : _commands.AsSpan(typed, 1))
            root.Subcommands.Add(create());
        return root;
    }

    // A response file may have anything in it.
    private static bool MayAskForHelp(string argument) => argument is "--help" or "-h" or "-?" or "/h" or "/?" or "--version" || argument.StartsWith('@');

    private static bool IsCompletion(ParseResult parsed) =>
        parsed.RootCommandResult.Command is RootCommand root && root.Directives.Any(directive => directive is SuggestDirective && parsed.GetResult(directive) is not null);

    private static string NameOf(System.CommandLine.Parsing.CommandResult result) => result.Parent is null ? Name : $"{Name} {result.Command.Name}";

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
