using System.CommandLine;
using Dodeca.Cli;
using Dodeca.Cli.Commands;

var root = new RootCommand("""
    Dodeca, a builder of static sites.

      ddc init my-site
      ddc build my-site
      ddc serve my-site
      ddc check my-site
      ddc template render page.html --data '{"title":"Hello"}'
    """);
root.Subcommands.Add(InitCommand.Create());
root.Subcommands.Add(BuildCommand.Create());
root.Subcommands.Add(ServeCommand.Create());
root.Subcommands.Add(CheckCommand.Create());
root.Subcommands.Add(CleanCommand.Create());
root.Subcommands.Add(TemplateCommand.Create());

// '@FILE' is data here, and no file of further arguments.
ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        await Console.Error.WriteLineAsync($"ddc: {error.Message}");
    return ExitCodes.Usage;
}

// A signal to end waits for the cells, each of which has its own limits for it; System.CommandLine's two seconds would leave some behind.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
