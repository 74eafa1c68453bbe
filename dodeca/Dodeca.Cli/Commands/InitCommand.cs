using System.CommandLine;
using System.Reflection;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc init</c>: makes a small site.</summary>
internal static class InitCommand
{
    /// <summary>What resources of the starter site begin with; the rest is their path.</summary>
    private const string Prefix = "Starter/";

    internal static Command Create()
    {
        Argument<string> folder = FolderArgument.Named("Where; made if it is not there.");
        var command = new Command("init", """
            Makes a small site that builds.

              ddc init my-site
              ddc build my-site
            """) { folder };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            await Console.Error.WriteLineAsync($"ddc: There is something in '{folder}' already. A new site needs a folder that is empty, or not there yet.");
            return ExitCodes.Failed;
        }

        try
        {
            var assembly = Assembly.GetExecutingAssembly();
            foreach (string name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            {
                string path = Path.Combine(folder, name[Prefix.Length..]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using Stream source = assembly.GetManifestResourceStream(name)!;
                await using FileStream file = File.Create(path);
                await source.CopyToAsync(file, cancellation);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"ddc: The site cannot be made: {error.Message}");
            return ExitCodes.Failed;
        }

        Console.WriteLine($"Made a site in {folder}. 'ddc build {folder}' builds it into {Path.Combine(folder, "public")}.");
        return ExitCodes.Success;
    }
}
