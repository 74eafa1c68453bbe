namespace Picante.Tests;

/// <summary>What snapshots see.</summary>
public class SnapshotTests
{
    private static readonly Input<int, int> Cell = new("cell");

    private static readonly Query<int, int> Total = new("total", static async (context, count) =>
    {
        int total = 0;
        for (int i = 0; i < count; i++)
        {
            total += context.TryGet(Cell, i, out int value) ? value : 0;
            await Task.Yield();
        }

        return total;
    });

    [Fact]
    public async Task A_snapshot_sees_what_was_when_it_was_taken()
    {
        var database = new Database([Cell, Total]);
        database.Change().Set(Cell, 0, 1).Commit();
        using Snapshot before = database.Snapshot();
        database.Change().Set(Cell, 0, 2).Commit();
        using Snapshot between = database.Snapshot();
        database.Change().Set(Cell, 0, 3).Commit();
        using Snapshot after = database.Snapshot();

        Assert.Equal(3, await after.GetAsync(Total, 1));
        Assert.Equal(1, await before.GetAsync(Total, 1));
        Assert.Equal(2, await between.GetAsync(Total, 1));
        Assert.True(before.TryGet(Cell, 0, out int value));
        Assert.Equal(1, value);
        before.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await before.GetAsync(Total, 1));
    }

    [Fact]
    public async Task A_value_that_was_another_for_a_snapshot_in_between_counts_as_changed_although_it_is_the_first_again()
    {
        using var reading = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        bool waits = false;
        var slow = new Query<int, int>("slow", async (context, key) =>
        {
            int value = context.Get(Cell, key);
            if (waits)
            {
                waits = false;
                reading.Release();
                Assert.True(await goOn.WaitAsync(TimeSpan.FromSeconds(60)));
            }

            return value;
        });
        var user = new Query<int, int>("user", async (context, key) => 10 * await context.GetAsync(slow, key));
        var database = new Database([Cell, slow, user]);
        database.Change().Set(Cell, 0, 1).Commit();
        using Snapshot first = database.Snapshot();
        Assert.Equal(1, await first.GetAsync(slow, 0));
        database.Change().Set(Cell, 0, 2).Commit();
        using Snapshot between = database.Snapshot();
        database.Change().Set(Cell, 0, 1).Commit();
        using Snapshot last = database.Snapshot();

        waits = true;
        Task<int> again = last.GetAsync(slow, 0).AsTask();
        Assert.True(await reading.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(20, await between.GetAsync(user, 0));
        goOn.Release();
        Assert.Equal(1, await again);
        Assert.Equal(10, await last.GetAsync(user, 0));
    }

    [Fact]
    public async Task What_changes_together_is_never_seen_apart()
    {
        const int Cells = 8;
        const int Changes = 300;
        var database = new Database([Cell, Total]);
        Write(0);
        using var over = new CancellationTokenSource();
        Task<int>[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(ReadAsync))];
        for (int i = 1; i <= Changes; i++)
        {
            Write(i);
            await Task.Yield();
        }

        await over.CancelAsync();
        Assert.True((await Task.WhenAll(readers)).Sum() > 0);

        // What moves between the cells leaves their sum as it is.
        void Write(int i)
        {
            InputBatch change = database.Change();
            for (int cell = 0; cell < Cells; cell++)
                change.Set(Cell, cell, cell % 2 == 0 ? i : -i);
            change.Commit();
        }

        async Task<int> ReadAsync()
        {
            int reads = 0;
            while (!over.IsCancellationRequested)
            {
                using Snapshot snapshot = database.Snapshot();
                Assert.Equal(0, await snapshot.GetAsync(Total, Cells));
                reads++;
            }

            return reads;
        }
    }

    [Fact]
    public async Task What_an_old_snapshot_computes_is_not_taken_for_new()
    {
        // The value goes from 0 to 1 and back, and only the old snapshot looks at it in between.
        Query<int, int> copy = new("copy", static (context, key) => new(context.Get(Cell, key)));
        Query<int, int> twice = new("twice", async (context, key) => 2 * await context.GetAsync(copy, key));
        var database = new Database([Cell, copy, twice]);
        database.Change().Set(Cell, 0, 0).Commit();
        using (Snapshot first = database.Snapshot())
            await first.GetAsync(copy, 0);
        database.Change().Set(Cell, 0, 1).Commit();
        using Snapshot between = database.Snapshot();
        database.Change().Set(Cell, 0, 0).Commit();
        using (Snapshot last = database.Snapshot())
            Assert.Equal(0, await last.GetAsync(copy, 0));
        Assert.Equal(2, await between.GetAsync(twice, 0));
        database.Change().Set(Cell, 1, 5).Commit();
        using Snapshot now = database.Snapshot();
        Assert.Equal(0, await now.GetAsync(twice, 0));
    }
}
