namespace Picante.Tests;

/// <summary>Several who ask for the same.</summary>
public class FlightTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task However_many_ask_at_once_it_is_computed_once()
    {
        var release = new TaskCompletionSource();
        Query<int, int> slow = new("slow", async (_, key) =>
        {
            await release.Task;
            return key;
        });
        var database = new Database([slow]);
        using Snapshot snapshot = database.Snapshot();
        Task<int>[] askers = [.. Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await snapshot.GetAsync(slow, 5)))];
        await UntilAsync(() => database.CountersOf(slow).Joined == askers.Length - 1);
        release.SetResult();
        Assert.All(await Task.WhenAll(askers), static value => Assert.Equal(5, value));
        Assert.Equal(1, database.CountersOf(slow).Executed);
    }

    [Fact]
    public async Task Whoever_began_may_leave_without_harm_to_those_who_came_later()
    {
        var release = new TaskCompletionSource();
        Query<int, int> slow = new("slow", async (context, _) =>
        {
            await release.Task.WaitAsync(context.Cancellation);
            return 1;
        });
        var database = new Database([slow]);
        using Snapshot snapshot = database.Snapshot();
        using var impatience = new CancellationTokenSource();
        Task<int> leader = snapshot.GetAsync(slow, 0, impatience.Token).AsTask();
        Task<int> follower = snapshot.GetAsync(slow, 0).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        Assert.False(follower.IsCompleted);
        release.SetResult();
        Assert.Equal(1, await follower.WaitAsync(Patience));
        Assert.Equal(0, database.CountersOf(slow).Cancelled);
    }

    [Fact]
    public async Task When_nobody_waits_any_more_it_ends_and_the_next_one_begins_anew()
    {
        int calls = 0;
        Query<int, int> slow = new("slow", async (context, _) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                await Task.Delay(Timeout.Infinite, context.Cancellation);
            return calls;
        });
        Query<int, int> outer = new("outer", async (context, key) => await context.GetAsync(slow, key));
        var database = new Database([slow, outer]);
        using Snapshot snapshot = database.Snapshot();
        using var impatience = new CancellationTokenSource();
        Task<int>[] askers = [snapshot.GetAsync(outer, 0, impatience.Token).AsTask(), snapshot.GetAsync(slow, 0, impatience.Token).AsTask()];
        await impatience.CancelAsync();
        foreach (Task<int> asker in askers)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asker);
        await UntilAsync(() => database.CountersOf(slow).Cancelled == 1);
        Assert.Equal(2, await snapshot.GetAsync(outer, 0).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task A_query_that_cancels_itself_has_failed()
    {
        Query<int, int> odd = new("odd", static (_, _) => throw new OperationCanceledException("on its own"));
        var database = new Database([odd]);
        using Snapshot snapshot = database.Snapshot();
        OperationCanceledException error = await Assert.ThrowsAsync<OperationCanceledException>(async () => await snapshot.GetAsync(odd, 0));
        Assert.Equal("on its own", error.Message);
        Assert.Equal(1, database.CountersOf(odd).Failed);
    }

    [Fact]
    public async Task Askers_who_come_and_go_at_random_get_right_answers_or_leave()
    {
        var random = new Random(7);
        Input<int, int> start = new("start");
        Query<int, int>? step = null;
        step = new Query<int, int>("step", async (context, i) =>
        {
            await Task.Yield();
            return i == 0 ? context.Get(start, 0) : 1 + await context.GetAsync(step!, i - 1);
        });
        var database = new Database([start, step]);
        for (int round = 0; round < 60; round++)
        {
            database.Change().Set(start, 0, round).Commit();
            using Snapshot snapshot = database.Snapshot();
            int expected = round;
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => (Key: random.Next(40), Leaves: random.Next(3) == 0, After: random.Next(200))).Select(async asker =>
            {
                using var leave = new CancellationTokenSource();
                Task<int> answer = Task.Run(async () => await snapshot.GetAsync(step, asker.Key, leave.Token), CancellationToken.None);
                if (asker.Leaves)
                {
                    for (int turn = 0; turn < asker.After; turn++)
                        await Task.Yield();
                    await leave.CancelAsync();
                }

                try
                {
                    Assert.Equal(expected + asker.Key, await answer.WaitAsync(Patience));
                }
                catch (OperationCanceledException) when (asker.Leaves)
                {
                    // It has left.
                }
            }));
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
