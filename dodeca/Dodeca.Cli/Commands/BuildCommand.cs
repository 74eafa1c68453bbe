using System.Collections.Concurrent;
using System.CommandLine;
using Dodeca.Building;
using Dodeca.Cli.Output;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Dodeca.Problems;
using Picante;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc build</c>: builds a site.</summary>
internal static class BuildCommand
{
    internal static Command Create()
    {
        Argument<string> folder = FolderArgument.OfSite();
        var output = new Option<string?>("--output", "-o") { Description = "Where it is written to. Default: what dodeca.toml says, else 'public'.", HelpName = "DIR" };
        var inProcess = new Option<bool>("--in-process") { Description = "Runs the cells inside this process, rather than each in its own: the same output, without isolation." };
        var explain = new Option<bool>("--explain") { Description = "Says what was computed, and why." };
        var force = new Option<bool>("--force") { Description = "Writes into a folder with files that no build has written; those of other names stay." };
        var json = new Option<bool>("--json") { Description = "One JSON object, for programs." };
        var command = new Command("build", """
            Builds a site. A second build does only what follows from what has changed.

              ddc build
              ddc build my-site -o /srv/www
              ddc build --explain
            """) { folder, output, inProcess, explain, force, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(folder)!,
            new BuildOptions { Output = parsed.GetValue(output), Cells = new CellHostOptions { InProcess = parsed.GetValue(inProcess), Programs = CellPrograms.Begin() }, Force = parsed.GetValue(force) },
            parsed.GetValue(explain),
            parsed.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, BuildOptions options, bool explain, bool json, CancellationToken cancellation)
    {
        SiteConfiguration site;
        BuildResult result;
        ConcurrentQueue<QueryExecution> executed = [];
        await using var progress = ProgressLine.Start(options.Progress, isShown: !json);
        try
        {
            site = ConfigurationReader.Find(folder);
            result = await SiteBuilder.BuildAsync(
                site,
                options with { Executed = explain || json ? executed.Enqueue : null, Notice = progress.Say },
                cancellation);
        }
        catch (SiteException error)
        {
            await progress.EndAsync();
            await Console.Error.WriteAsync(ProblemText.Of(new Problem(error.Fault), folder));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await progress.EndAsync();
            await Console.Error.WriteLineAsync("ddc: interrupted; nothing was written");
            return ExitCodes.Interrupted;
        }

        await progress.EndAsync();
        if (json)
            Console.WriteLine(BuildReport.ToJson(result, executed));
        else
            BuildReport.Print(result, site, explain ? executed : []);
        return result.IsSuccess ? ExitCodes.Success : ExitCodes.Failed;
    }
}
