using Dodeca.Building;

namespace Dodeca.Cli.Output;

/// <summary>A line that says how far a build is, on a terminal; nothing elsewhere. Builds that are done in a blink show nothing.</summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly BuildProgress _progress;
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly Task _shown;
    private bool _hasLine;

    private ProgressLine(BuildProgress progress, bool isShown)
    {
        _progress = progress;
        _shown = isShown && !Console.IsErrorRedirected ? ShowAsync() : Task.CompletedTask;
    }

    internal static ProgressLine Start(BuildProgress progress, bool isShown) => new(progress, isShown);

    /// <summary>Says something above the line.</summary>
    internal void Say(string text)
    {
        lock (_gate)
        {
            Clear();
            Console.Error.WriteLine($"ddc: {text}");
        }
    }

    internal async Task EndAsync()
    {
        await _over.CancelAsync();
        await _shown;
        lock (_gate)
            Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _over.Dispose();
    }

    private async Task ShowAsync()
    {
        try
        {
            await Task.Delay(Patience, _over.Token);
            while (true)
            {
                lock (_gate)
                    Draw();
                await Task.Delay(Beat, _over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The build is done.
        }
    }

    private void Draw()
    {
        (string phase, int done, int total) = (_progress.Phase, _progress.Done, _progress.Total);
        int filled = total == 0 ? 0 : Math.Min(BarWidth, done * BarWidth / total);
        string bar = total == 0 ? "" : $" {new string('━', filled)}{new string('─', BarWidth - filled)} {done}/{total}";
        Console.Error.Write($"\r\x1b[K{phase}{bar}");
        _hasLine = true;
    }

    private void Clear()
    {
        if (_hasLine)
            Console.Error.Write("\r\x1b[K");
        _hasLine = false;
    }
}
