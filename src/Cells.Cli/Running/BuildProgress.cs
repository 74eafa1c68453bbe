using Cells.Nucleus.Builds;
using Spectre.Console;

namespace Cells.Cli.Running;

/// <summary>Builds a project and shows that it does: moving on a terminal, as one line elsewhere.</summary>
internal static class BuildProgress
{
    internal static async Task<CellBuild> EnsureAsync(string name, string project, BuildMode mode, CancellationToken cancellation)
    {
        // Found builds are the common case and show nothing; only a real build brings the terminal's machinery in.
        if (CellBuilder.FindCurrent(project) is { } current)
            return current;
        string text = $"building {name} ({Path.GetFileName(project)})";
        if (Console.IsErrorRedirected)
            return await CellBuilder.EnsureAsync(project, () => Console.Error.WriteLine(text), mode, cancellation);
        return await OnTerminalAsync(text, project, mode, cancellation);
    }

    private static async Task<CellBuild> OnTerminalAsync(string text, string project, BuildMode mode, CancellationToken cancellation)
    {
        IAnsiConsole terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await terminal.Status().Spinner(Spinner.Known.Dots).StartAsync(
            Markup.Escape($"waiting for another build, for {text}"),
            context => CellBuilder.EnsureAsync(project, () => context.Status(Markup.Escape(text)), mode, cancellation));
    }
}
