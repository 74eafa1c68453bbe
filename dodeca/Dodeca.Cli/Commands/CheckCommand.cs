using System.CommandLine;
using System.Globalization;
using Dodeca.Building;
using Dodeca.Checking;
using Dodeca.Cli.Output;
using Dodeca.Configuration;
using Dodeca.Problems;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc check</c>: looks for dead links.</summary>
internal static class CheckCommand
{
    internal static Command Create()
    {
        Argument<string> folder = FolderArgument.OfSite();
        var internalOnly = new Option<bool>("--internal") { Description = "Asks no other site." };
        var command = new Command("check", """
            Reports dead links: those inside of the site, with their fragments, and those to other sites, which are asked politely: one question at a time, with a pause before the next
            ([link_check] in dodeca.toml: skip_domains, delay_ms). Nothing is written.

              ddc check
              ddc check --internal
            """) { folder, internalOnly };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder)!, !parsed.GetValue(internalOnly), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, bool external, CancellationToken cancellation)
    {
        var options = new BuildOptions();
        await using var progress = ProgressLine.Start(options.Progress, isShown: true);
        SiteConfiguration site;
        LinkCheckReport report;
        try
        {
            site = ConfigurationReader.Find(folder);
            report = await SiteCheck.RunAsync(site, options with { Notice = progress.Say, Cells = options.Cells with { Building = name => progress.Say($"building the cell {name}") } }, external, cancellation);
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
            await Console.Error.WriteLineAsync("ddc: interrupted; not all links were looked at");
            return ExitCodes.Interrupted;
        }

        await progress.EndAsync();
        Problem[] problems = [.. report.Build.Problems, .. report.Dead];
        foreach (Problem problem in problems)
            await Console.Error.WriteLineAsync(ProblemText.Of(problem, site.Folder));
        if (report.IsSuccess)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Build.Pages} pages: no dead link ({report.Asked} to other sites asked, {report.Skipped} skipped)"));
        else
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ddc: {problems.Length} {(problems.Length == 1 ? "problem" : "problems")} on {report.Build.Pages} pages ({report.Asked} links to other sites asked, {report.Skipped} skipped)"));
        return report.IsSuccess ? ExitCodes.Success : ExitCodes.Failed;
    }
}
