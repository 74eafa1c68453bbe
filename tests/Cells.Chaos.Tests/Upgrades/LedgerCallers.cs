using System.Collections.Concurrent;
using System.Diagnostics;
using Cells.Rpc;

namespace Cells.Chaos.Upgrades;

/// <summary>Callers of the ledger that never pause: half of them by each version, and of these half over shared memory.</summary>
internal sealed class LedgerCallers : IAsyncDisposable
{
    internal const int Count = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<long> _served = new();
    private readonly ConcurrentQueue<long> _lost = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<CellConnection> _connections = [];
    private readonly Task[] _callers;
    private readonly long[] _outcomes = new long[Count];
    private readonly List<double>[] _milliseconds = [.. Enumerable.Range(0, Count).Select(static _ => new List<double>())];
    private readonly int[] _undisturbed = new int[Count];
    private long _lastId;

    internal LedgerCallers(string runDirectory)
    {
        _callers = [.. Enumerable.Range(0, Count).Select(index =>
        {
            var connection = CellConnection.To("ledger", new ConnectOptions
            {
                RunDirectory = runDirectory,
                Timeout = Patience,
                Session = new SessionOptions { SharedMemory = index % 4 < 2 },
            });
            _connections.Add(connection);
            return index % 2 == 0 ? Task.Run(() => CallAsync(index, connection.CreateClient<Version1.LedgerClient>())) : Task.Run(() => CallAsync(index, connection.CreateClient<Version2.LedgerClient>()));
        })];
    }

    /// <summary>The ids of calls that had their outcome.</summary>
    internal IReadOnlyCollection<long> Served => _served;

    /// <summary>Those that may have run.</summary>
    internal IReadOnlyCollection<long> Lost => _lost;

    /// <summary>Whatever else calls came to.</summary>
    internal IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>How long the calls took that were disturbed, in milliseconds; complete once the callers have stopped.</summary>
    internal IEnumerable<double> Milliseconds => _milliseconds.SelectMany((one, index) => one.Skip(_undisturbed[index]));

    /// <summary>What comes from now on is disturbed.</summary>
    internal void BeginDisturbance()
    {
        for (int i = 0; i < Count; i++)
            _undisturbed[i] = _milliseconds[i].Count;
    }

    /// <summary>How long calls took before that, in milliseconds; complete once the callers have stopped.</summary>
    internal IEnumerable<double> UndisturbedMilliseconds => _milliseconds.SelectMany((one, index) => one.Take(_undisturbed[index]));

    /// <summary>Waits until each caller has had so many outcomes more.</summary>
    internal async Task OutcomesAsync(int each)
    {
        long[] before = [.. Enumerable.Range(0, Count).Select(index => Interlocked.Read(ref _outcomes[index]))];
        long begun = Stopwatch.GetTimestamp();
        while (Enumerable.Range(0, Count).Any(index => Interlocked.Read(ref _outcomes[index]) < before[index] + each))
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
                throw new TimeoutException($"A caller has stopped to get outcomes: {string.Join(", ", _outcomes)} after {string.Join(", ", before)}. {_failures.FirstOrDefault()}");
            await Task.Delay(2);
        }
    }

    /// <summary>Stops them, each after its last outcome.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers).WaitAsync(Patience);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (CellConnection connection in _connections)
            await connection.DisposeAsync();
        await Task.WhenAll(_callers).WaitAsync(Patience);
        _stop.Dispose();
    }

    private Task CallAsync(int index, Version1.LedgerClient client) =>
        CallAsync(index, async id => (await client.AddAsync(new Version1.Entry(id))).Id);

    private Task CallAsync(int index, Version2.LedgerClient client) =>
        CallAsync(index, async id => (await client.AddAsync(new Version2.Entry(id, "by the newer contract"))).Id);

    private async Task CallAsync(int index, Func<long, Task<long>> add)
    {
        while (!_stop.IsCancellationRequested)
        {
            long id = Interlocked.Increment(ref _lastId);
            long begun = Stopwatch.GetTimestamp();
            try
            {
                long answer = await add(id);
                if (answer != id)
                    throw new InvalidOperationException($"The answer to {id} was {answer}.");
                _served.Enqueue(id);
            }
            catch (PeerLostException error) when (!error.NotStarted)
            {
                _lost.Enqueue(id);
            }
            catch (Exception error)
            {
                _failures.Enqueue(new InvalidOperationException($"caller {index}, call {id}: {error.Message}", error));
                if (_failures.Count > 100)
                    return;
            }

            _milliseconds[index].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            Interlocked.Increment(ref _outcomes[index]);
        }
    }
}
