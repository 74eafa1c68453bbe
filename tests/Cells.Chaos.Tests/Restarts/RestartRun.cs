using System.Collections.Concurrent;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Restarts;

/// <summary>Restarts a server again and again while callers call, and compares what they got with what it noted.</summary>
internal sealed class RestartRun
{
    /// <summary>The argument that runs it.</summary>
    internal const string Command = "restarts";

    private const int Callers = 8;
    private const int CallsBetween = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<long> _written = new();
    private readonly ConcurrentQueue<long> _lost = new();
    private readonly ConcurrentQueue<long> _repeated = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly SemaphoreSlim _outcomes = new(0);
    private long _lastId;

    private RestartRun()
    {
    }

    internal static async Task<RestartReport> RunAsync(int restarts, Ending ending)
    {
        using var directory = new TemporaryDirectory();
        return await new RestartRun().RunAsync(directory.Path, restarts, ending);
    }

    private async Task<RestartReport> RunAsync(string directory, int restarts, Ending ending)
    {
        string socket = Path.Combine(directory, "cell.sock");
        string journal = Path.Combine(directory, "journal");
        using var counted = new RetryCount();
        using var stop = new CancellationTokenSource();
        JournalProcess server = await JournalProcess.StartAsync(socket, journal);
        try
        {
            await using JournalClient client = await Cell.ConnectAsync<JournalClient>("journal", new ConnectOptions { SocketPath = socket, Timeout = Patience });
            Task[] callers = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(client, stop.Token)))];
            for (int i = 0; i < restarts; i++)
            {
                await OutcomesAsync();
                await server.EndAsync(ending);
                server.Dispose();
                server = await JournalProcess.StartAsync(socket, journal);
            }

            await OutcomesAsync();
            await stop.CancelAsync();
            await Task.WhenAll(callers).WaitAsync(Patience);
            await server.EndAsync(Ending.Drain);
        }
        finally
        {
            server.Dispose();
        }

        return new RestartReport(ending, restarts)
        {
            Written = [.. _written],
            Lost = [.. _lost],
            Repeated = [.. _repeated],
            Failures = [.. _failures],
            Journal = await File.ReadAllLinesAsync(journal),
            RetriedNotStarted = counted.NotStarted,
            RetriedIdempotent = counted.Idempotent,
            Reconnects = counted.Reconnects,
        };
    }

    /// <summary>Waits for so many outcomes from now on.</summary>
    private async Task OutcomesAsync()
    {
        while (_outcomes.Wait(0))
        {
            // What came before does not count.
        }

        for (int i = 0; i < CallsBetween; i++)
        {
            if (!await _outcomes.WaitAsync(Patience))
                throw new TimeoutException("The callers have stopped to get outcomes.");
        }
    }

    private async Task CallAsync(JournalClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long id = Interlocked.Increment(ref _lastId);
            bool isWrite = id % 2 == 0;
            try
            {
                long answer = isWrite ? await client.WriteAsync(id / 2, CancellationToken.None) : await client.RepeatAsync(id / 2, CancellationToken.None);
                if (answer != id / 2)
                    throw new InvalidOperationException($"The answer to {id / 2} was {answer}.");
                (isWrite ? _written : _repeated).Enqueue(id / 2);
            }
            catch (PeerLostException error) when (isWrite && !error.NotStarted)
            {
                _lost.Enqueue(id / 2);
            }
            catch (Exception error)
            {
                _failures.Enqueue(error);
            }

            _outcomes.Release();
        }
    }
}
