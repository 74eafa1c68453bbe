using System.CommandLine;
using System.Diagnostics;
using Dodeca.Cli.Output;
using Dodeca.Configuration;
using Dodeca.Hosting;
using Dodeca.Problems;
using Dodeca.Serving;

namespace Dodeca.Cli.Commands;

/// <summary><c>ddc serve</c>: serves a site while it is edited.</summary>
internal static class ServeCommand
{
    internal static Command Create()
    {
        Argument<string> folder = FolderArgument.OfSite();
        var defaults = new ServeOptions();
        var port = new Option<int>("--port", "-p") { Description = "The port; where it is taken, the next one that is free.", HelpName = "PORT", DefaultValueFactory = _ => defaults.Port };
        port.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var typed }] && !(int.TryParse(typed, out int number) && number is >= 0 and <= 65535))
                result.AddError($"'{typed}' is no port: 0 to 65535");
        });
        var isPublic = new Option<bool>("--public") { Description = "Lets other machines look at it too." };
        var open = new Option<bool>("--open") { Description = "Opens it in the browser." };
        var command = new Command("serve", """
            Serves a site, and shows each change in the browser as it is saved. Ctrl+Shift+D in a page shows what its template sees. Ctrl-C ends it.

              ddc serve
              ddc serve my-site -p 8080 --open
            """) { folder, port, isPublic, open };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(folder)!,
            new ServeOptions { Port = parsed.GetValue(port), IsPublic = parsed.GetValue(isPublic) },
            parsed.GetValue(open),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, ServeOptions options, bool open, CancellationToken cancellation)
    {
        var programs = CellPrograms.Begin();
        try
        {
            SiteConfiguration site = ConfigurationReader.Find(folder);
            var log = new ServeLog(site);
            await using SiteServer server = await SiteServer.StartAsync(
                site,
                options with { Happened = log.Write, Cells = new CellHostOptions { Programs = programs, Building = name => log.Say($"building the cell {name}") } },
                cancellation);
            log.Begin(server.Address);
            if (open)
                Open(server.Address, log);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (SiteException error)
        {
            await Console.Error.WriteAsync(ProblemText.Of(new Problem(error.Fault), folder));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }

        return ExitCodes.Success;
    }

    private static void Open(string address, ServeLog log)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo("xdg-open", [address]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            log.Say($"no browser can be opened (xdg-open): {error.Message}");
        }
    }
}
