using System.Diagnostics;
using Cells.Rpc;

namespace Cells.Bench.Demo;

/// <summary>A client that counts on and on, and knows what it was told.</summary>
/// <param name="id">Its number.</param>
/// <param name="runDirectory">Where the cell is.</param>
/// <param name="measured">Told how long each call took, and which version answered.</param>
public sealed class DemoClient(int id, string runDirectory, Action<TimeSpan, int> measured)
{
    private const int CallsBetweenPauses = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(8);

    private long _confirmed;
    private long _failed;

    /// <summary>Its number.</summary>
    public int Id => id;

    /// <summary>The last number of which it was told that it was counted.</summary>
    public long Confirmed => Volatile.Read(ref _confirmed);

    /// <summary>How many calls failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>What the last call that failed said.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>Calls until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        await using var counter = await Cell.ConnectAsync<DemoCounterClient>(DemoProgram.Name, new ConnectOptions { RunDirectory = runDirectory }, over);
        for (int i = 1; !over.IsCancellationRequested; i++)
        {
            await CountAsync(counter);
            if (i % CallsBetweenPauses == 0)
                await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task CountAsync(DemoCounterClient counter)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            Counted counted = await counter.AddAsync(new Increment(id, _confirmed + 1));
            Volatile.Write(ref _confirmed, _confirmed + 1);
            measured(Stopwatch.GetElapsedTime(begun), counted.Version);
        }
        catch (CellException error)
        {
            // The next call asks for the same number; if it was counted after all, it is not counted again.
            Interlocked.Increment(ref _failed);
            LastError = error.Message;
            await Task.Delay(Pause);
        }
    }
}
