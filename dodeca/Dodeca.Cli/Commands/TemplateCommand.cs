using System.CommandLine;
using System.Text.Json;
using Gingembre;
using Gingembre.Json;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc template</c>: the template engine alone.</summary>
internal static class TemplateCommand
{
    private static readonly Dictionary<string, UndefinedBehavior> Behaviors = new(StringComparer.Ordinal)
    {
        ["lenient"] = UndefinedBehavior.Lenient,
        ["chainable"] = UndefinedBehavior.Chainable,
        ["semi-strict"] = UndefinedBehavior.SemiStrict,
        ["strict"] = UndefinedBehavior.Strict,
    };

    internal static Command Create() => new("template", "Works with templates.") { CreateRender() };

    private static Command CreateRender()
    {
        var file = new Argument<string>("FILE") { Description = "The template. Those beside it can be included and extended." };
        var data = new Option<string>("--data") { Description = "What names mean, as a JSON object; '@FILE' reads it from a file, '-' from standard input.", HelpName = "JSON", DefaultValueFactory = static _ => "{}" };
        var undefined = new Option<string>("--undefined") { Description = "What becomes of names that mean nothing: lenient (default), chainable, semi-strict or strict.", HelpName = "HOW", DefaultValueFactory = static _ => "lenient" };
        var trim = new Option<bool>("--trim-blocks") { Description = "Removes the newline behind each block tag." };
        var strip = new Option<bool>("--lstrip-blocks") { Description = "Removes blanks before a block tag that begins its line." };
        var keep = new Option<bool>("--keep-trailing-newline") { Description = "Keeps the last newline of a template." };
        var command = new Command("render", """
            Prints what a template renders. What is printed by it is escaped where its name ends with .html, .htm, .xml or .svg.

              ddc template render page.html --data '{"title":"Hello"}'
            """) { file, data, undefined, trim, strip, keep };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Behaviors.TryGetValue(parsed.GetValue(undefined)!, out UndefinedBehavior behavior))
                return await FailAsync(ExitCodes.Usage, $"--undefined is lenient, chainable, semi-strict or strict, not '{parsed.GetValue(undefined)}'.");
            var options = new TemplateOptions
            {
                Undefined = behavior,
                TrimsAfterBlocks = parsed.GetValue(trim),
                StripsBeforeBlocks = parsed.GetValue(strip),
                KeepsTrailingNewline = parsed.GetValue(keep),
            };
            return await RenderAsync(parsed.GetValue(file)!, parsed.GetValue(data)!, options, cancellation);
        });
        return command;
    }

    private static async Task<int> RenderAsync(string file, string data, TemplateOptions options, CancellationToken cancellation)
    {
        if (!File.Exists(file))
            return await FailAsync(ExitCodes.NotFound, $"There is no file '{file}'.");
        string path = Path.GetFullPath(file);
        try
        {
            Value values = JsonText.Parse(await ReadAsync(data, cancellation));
            if (values.Kind != ValueKind.Map)
                return await FailAsync(ExitCodes.Usage, "--data must be a JSON object.");
            var engine = new TemplateEngine(new FolderLoader(Path.GetDirectoryName(path)!), options);
            string output = engine.Load(Path.GetFileName(path)).Render(values.AsMap.Keys.Zip(values.AsMap.Values, static (key, value) => KeyValuePair.Create(key.ToString(), value)), cancellation);
            await Console.Out.WriteAsync(output);
            return ExitCodes.Success;
        }
        catch (TemplateException error)
        {
            await Console.Error.WriteAsync(error.Render());
            return ExitCodes.Failed;
        }
        catch (JsonException error)
        {
            return await FailAsync(ExitCodes.Usage, $"--data is no JSON: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(ExitCodes.NotFound, error.Message);
        }
    }

    private static async Task<string> ReadAsync(string data, CancellationToken cancellation) => data switch
    {
        "-" => await Console.In.ReadToEndAsync(cancellation),
        ['@', .. var path] => await File.ReadAllTextAsync(path, cancellation),
        _ => data,
    };

    private static async Task<int> FailAsync(int code, string text)
    {
        await Console.Error.WriteLineAsync($"ddc: {text}");
        return code;
    }
}
