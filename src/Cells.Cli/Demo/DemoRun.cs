using System.Diagnostics;
using Cells.Bench.Demo;

namespace Cells.Cli.Demo;

/// <summary>Eight clients that count, and what is done to their cell meanwhile.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    private const int Clients = 8;
    private const int EventsShown = 8;

    private readonly DemoHome _home = new();
    private readonly CancellationTokenSource _over = new();
    private readonly DemoClient[] _clients;
    private readonly List<string> _events = [];
    private readonly List<Task> _running = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private int _version;

    internal DemoRun() => _clients = [.. Enumerable.Range(0, Clients).Select(id => new DemoClient(id, _home.RunDirectory, Note))];

    /// <summary>The keys, and what each does.</summary>
    internal static IReadOnlyList<(char Key, string Name)> Keys { get; } =
        [('k', "kill it"), ('c', "crash it natively"), ('u', "upgrade it"), ('r', "roll it back"), ('s', "kill its supervisor")];

    internal LatencyPlot Latencies { get; } = new();

    /// <summary>The version that answered last.</summary>
    internal int Version => Volatile.Read(ref _version);

    internal long Failed => _clients.Sum(static client => client.Failed);

    /// <summary>What a call that failed said; empty where none did.</summary>
    internal string LastError => Array.Find(_clients, static client => client.LastError.Length > 0)?.LastError ?? "";

    /// <summary>What was done, the last of it.</summary>
    internal IReadOnlyList<string> Events => _events;

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    internal async Task StartAsync(CancellationToken cancellation)
    {
        await _home.StartAsync(cancellation);
        _running.AddRange(_clients.Select(client => Task.Run(() => client.RunAsync(_over.Token), CancellationToken.None)));
    }

    /// <summary>Does what a key stands for; returns what came of it, null where the key stands for nothing.</summary>
    internal async Task<string?> PressAsync(char key, CancellationToken cancellation)
    {
        long begun = Stopwatch.GetTimestamp();
        string? done = key switch
        {
            'k' => await _home.KillAsync(cancellation),
            'c' => await _home.CrashAsync(cancellation),
            'u' => await _home.UpgradeAsync(cancellation),
            'r' => await _home.RollBackAsync(cancellation),
            's' => await _home.KillSupervisorAsync(cancellation),
            _ => null,
        };
        if (done is null)
            return null;
        string text = FormattableString.Invariant($"{Elapsed.TotalSeconds,6:0.0} s  {done} ({Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms)");
        _events.Add(text);
        if (_events.Count > EventsShown)
            _events.RemoveAt(0);
        return text;
    }

    /// <summary>Lets calls end that were begun.</summary>
    internal async Task EndAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_running);
    }

    /// <summary>How many numbers clients were told are counted, and are not; and how many were counted more than once.</summary>
    internal (long Lost, long Twice) Count()
    {
        long lost = 0;
        long twice = 0;
        foreach (DemoClient client in _clients)
        {
            // What was confirmed before the look must be there at the look.
            long confirmed = client.Confirmed;
            using var file = CounterFile.Open(_home.CountFolder, client.Id);
            (long last, long times) = file.Read();
            lost += Math.Max(0, confirmed - last);
            twice += times - last;
        }

        return (lost, twice);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _home.DisposeAsync();
        _over.Dispose();
    }

    private void Note(TimeSpan time, int version)
    {
        Latencies.Note(time);
        Volatile.Write(ref _version, version);
    }
}
