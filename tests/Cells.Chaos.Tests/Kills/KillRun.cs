using Cells.Chaos.Leases;
using Cells.Platform.Faults;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Kills;

/// <summary>
/// Has a process stop at a point while this one exchanges bulk with it in both directions, kills it there, and looks what is left: of this process, of the calls, and of the
/// calls to a third one, which go on all the time.
/// </summary>
internal static class KillRun
{
    /// <summary>The argument that runs it at length.</summary>
    internal const string Command = "kills";

    private const int CallsAfterwards = 20;

    /// <summary>Until the bystander's hub has grown as far as it does.</summary>
    private const int CallsBefore = 3000;

    /// <summary>At which of the times that a process comes by a point it is killed: from the first to this one, and again. A hub grows no more often than some sixty times.</summary>
    private const int Moments = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether a process gets to a point that has sessions; the others are a supervisor's.</summary>
    internal static bool IsOfSessions(FaultPoint point) => point is not FaultPoint.None and < FaultPoint.SuccessorStarted;

    /// <summary>Kills so often at each point, one after the other.</summary>
    /// <returns>What became of all calls, for people.</returns>
    internal static async Task<string> RunAsync(IReadOnlyList<FaultPoint> points, int repetitions)
    {
        (int succeeded, int notStarted, int lost) = (0, 0, 0);
        using var folder = new TemporaryDirectory();
        await using LibraryProcess bystander = await LibraryProcess.StartAsync(folder, "bystander");
        using var stop = new CancellationTokenSource();
        int bystanderCalls = 0;
        Task others = CallBystanderAsync(bystander, () => Interlocked.Increment(ref bystanderCalls), stop.Token);
        await GoesOnAsync(others, () => Volatile.Read(ref bystanderCalls), CallsBefore);
        foreach (FaultPoint point in points)
        {
            for (int i = 1; i <= repetitions; i++)
            {
                // The first times are those of opening a session; what comes later is under load.
                int times = ((i - 1) % Moments) + 1;
                ExchangeLoad load = await KillOnceAsync(point, times, folder);
                succeeded += load.Succeeded.Count;
                notStarted += load.NotStarted.Count;
                lost += load.Lost;
                await GoesOnAsync(others, () => Volatile.Read(ref bystanderCalls), CallsAfterwards);
            }
        }

        await stop.CancelAsync();
        await others;
        return $"{points.Count} points, {repetitions} times each: {succeeded} calls answered, {notStarted} never began, {lost} may have run; {bystanderCalls} calls of the bystander all answered";
    }

    private static async Task<ExchangeLoad> KillOnceAsync(FaultPoint point, int times, TemporaryDirectory folder)
    {
        Holdings before = Holder.Now();
        ExchangeLoad load;
        await using (var server = new CellServer(new CellServerOptions { Session = new SessionOptions { Name = "killer" } }))
        {
            string own = Path.Combine(folder.Path, "killer");
            server.AddService<IExchange>(new Exchange(static _ => { }));
            server.Listen(UnixSocket.Listen(own));
            await using VictimProcess victim = VictimProcess.Start(folder, own, point, times);
            await victim.WaitUntilItListensAsync();
            load = new ExchangeLoad(victim.Socket);
            using var stop = new CancellationTokenSource();
            Task loading = Task.Run(() => load.RunAsync(stop.Token));
            await victim.WaitUntilItStopsAsync(loading);
            await victim.KillAsync();
            await stop.CancelAsync();
            await loading.WaitAsync(Patience);

            HashSet<long> begun = victim.Journal;
            long[] wrong = [.. load.Succeeded.Where(number => !begun.Contains(number)), .. load.NotStarted.Where(begun.Contains)];
            if (wrong.Length > 0)
                throw new InvalidOperationException($"Killed at {point}, time {times}: the outcomes of the calls {string.Join(", ", wrong)} are wrong.");
            File.Delete(victim.Socket);
            File.Delete(own);
        }

        await NothingIsLeftAsync(before, point, times);
        return load;
    }

    private static async Task CallBystanderAsync(LibraryProcess bystander, Action count, CancellationToken stop)
    {
        for (byte value = 1; !stop.IsCancellationRequested; value++)
        {
            using SharedBytes bulk = await bystander.Client.MakeAsync(100_000, value, CancellationToken.None).AsTask().WaitAsync(Patience, CancellationToken.None);
            Exchange.Check(bulk, value);
            count();
        }
    }

    private static async Task GoesOnAsync(Task others, Func<int> calls, int count)
    {
        int before = calls();
        using var patience = new CancellationTokenSource(Patience);
        while (calls() < before + count)
        {
            if (others.IsCompleted)
                await others;
            await Task.Delay(1, patience.Token);
        }
    }

    private static async Task NothingIsLeftAsync(Holdings before, FaultPoint point, int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Holder.HasMoreThan(before, out Holdings now))
        {
            if (patience.IsCancellationRequested)
                throw new InvalidOperationException($"Killed at {point}, time {times}: before {before}; {now} is left.");
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
