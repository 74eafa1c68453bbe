using System.CommandLine;
using Dodeca.Cli;

// '@FILE' is data here, and no file of further arguments.
ParseResult parsed = CommandLine.Create(args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
        await Console.Error.WriteLineAsync($"ddc: {error.Message}");
    return ExitCodes.Usage;
}

// A signal to end waits for the cells, each of which has its own limits for it; System.CommandLine's two seconds would leave some behind.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
