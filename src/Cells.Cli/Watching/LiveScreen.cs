using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cells.Cli.Watching;

/// <summary>Shows something that changes: on a terminal in place, until a key ends it; elsewhere one after the other.</summary>
internal static class LiveScreen
{
    private static readonly TimeSpan KeyLook = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether there is a terminal to show it on.</summary>
    internal static bool IsPossible => !Console.IsOutputRedirected && !Console.IsInputRedirected;

    /// <summary>Shows frames until the token or a key (q, Escape) ends it.</summary>
    /// <param name="interval">How long each stands.</param>
    /// <param name="frame">Makes the next one.</param>
    /// <param name="pressed">Told of other keys.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task ShowAsync(TimeSpan interval, Func<CancellationToken, IRenderable> frame, Action<char>? pressed, CancellationToken cancellation)
    {
        IAnsiConsole terminal = AnsiConsole.Console;
        terminal.Cursor.Hide();
        terminal.Write(new ControlCode("\e[?1049h"));
        try
        {
            do
            {
                IRenderable content = frame(cancellation);
                terminal.Write(new ControlCode("\e[H\e[2J"));
                terminal.Write(content);
            }
            while (!await IsEndedWithinAsync(interval, pressed, cancellation));
        }
        finally
        {
            terminal.Write(new ControlCode("\e[?1049l"));
            terminal.Cursor.Show();
        }
    }

    private static async Task<bool> IsEndedWithinAsync(TimeSpan time, Action<char>? pressed, CancellationToken cancellation)
    {
        for (TimeSpan waited = TimeSpan.Zero; waited < time; waited += KeyLook)
        {
            await Task.Delay(KeyLook, cancellation);
            while (Console.KeyAvailable)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key is ConsoleKey.Q or ConsoleKey.Escape)
                    return true;
                pressed?.Invoke(key.KeyChar);
            }
        }

        return false;
    }
}
