using System.CommandLine;
using Dodeca.Building;
using Dodeca.Configuration;
using Dodeca.Problems;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc clean</c>: removes what builds have made.</summary>
internal static class CleanCommand
{
    internal static Command Create()
    {
        Argument<string> folder = FolderArgument.OfSite();
        var command = new Command("clean", "Removes what builds of a site have written, and what they have kept for the next one. Files that no build has written stay.") { folder };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetValue(folder)!)));
        return command;
    }

    private static int Run(string folder)
    {
        try
        {
            IReadOnlyList<string> cleaned = SiteCleaner.Clean(ConfigurationReader.Find(folder));
            Console.WriteLine(cleaned.Count == 0 ? "There was nothing to remove." : $"Removed what was in {string.Join(", ", cleaned)}.");
            return ExitCodes.Success;
        }
        catch (SiteException error)
        {
            Console.Error.Write(ProblemText.Of(new Problem(error.Fault), folder));
            return ExitCodes.Failed;
        }
    }
}
