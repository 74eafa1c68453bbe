using Cells.Rpc;

namespace Cells.Conformance.Streams;

public sealed class StreamTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_result_arrives_item_by_item_in_order(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        foreach (int count in new[] { 0, 1, 2, 255, 256, 257, 5000 })
        {
            int expected = 0;
            await foreach (Tick tick in feeds.Client.CountAsync(count, 10))
                Assert.Equal(expected++, tick.Number);
            Assert.Equal(count, expected);
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Items_of_every_size_arrive_whole(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        foreach (int bytes in new[] { 0, 1, 1000, 65_400, 65_500, 65_536, 65_537, 131_072, 1_000_000, 3_000_000 })
        {
            int count = 0;
            await foreach (Tick tick in feeds.Client.CountAsync(4, bytes))
            {
                Assert.Equal(count++, tick.Number);
                Assert.Equal(Feed.Data(tick.Number, bytes), tick.Data);
            }

            Assert.Equal(4, count);
            Assert.Equal(new Received(4, 4L * bytes, 6), await feeds.Client.SumAsync(Feeds.Ticks(4, bytes)).AsTask().WaitAsync(Peers.Patience));
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_window_of_the_smallest_size_lets_everything_pass(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { StreamItems = 1, StreamBytes = 1 });
        foreach (int bytes in new[] { 0, 40_000, 65_500, 200_000 })
        {
            Assert.Equal(new Received(20, 20L * bytes, 190), await feeds.Client.SumAsync(Feeds.Ticks(20, bytes)).AsTask().WaitAsync(Peers.Patience));
            int count = 0;
            await foreach (Tick tick in feeds.Client.CountAsync(20, bytes))
                Assert.Equal(count++, tick.Number);
            Assert.Equal(20, count);
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task An_argument_arrives_item_by_item_in_order(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        foreach (int count in new[] { 0, 1, 300, 5000 })
            Assert.Equal(new Received(count, 10L * count, (long)count * (count - 1) / 2), await feeds.Client.SumAsync(Feeds.Ticks(count, 10)).AsTask().WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Streams_go_both_ways_at_once(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        long next = 0;
        await foreach (Point point in feeds.Client.ZipAsync(Points(3000, 1), Points(4000, 10)))
        {
            Assert.Equal(new Point(next, 10 * next), point);
            next++;
        }

        Assert.Equal(3000, next);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_producer_gets_no_further_than_the_window_ahead_of_its_consumer(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { StreamItems = 16 });
        await using IAsyncEnumerator<Point> points = feeds.Client.PointsAsync().GetAsyncEnumerator();
        Assert.True(await points.MoveNextAsync());
        await WaitUntilAsync(() => feeds.Feed.Produced >= 16);
        for (int i = 0; i < 100; i++)
            Assert.Equal(3, await feeds.Client.AddAsync(1, 2));

        // One that is taken, the window, and one that is made and waits for credit.
        Assert.InRange(feeds.Feed.Produced, 16, 18);
        for (int i = 1; i < 1000; i++)
        {
            Assert.True(await points.MoveNextAsync());
            Assert.Equal(new Point(i, -i), points.Current);
            Assert.InRange(feeds.Feed.Produced, i, i + 18);
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_caller_that_produces_gets_no_further_than_the_window_ahead_of_the_handler(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { StreamItems = 16 });
        int made = 0;
        Task<Received> call = feeds.Client.SumLaterAsync(new Tick(5, []), Feeds.Ticks(1000, 10, count => Volatile.Write(ref made, count))).AsTask();
        await WaitUntilAsync(() => Volatile.Read(ref made) >= 17);
        for (int i = 0; i < 100; i++)
            Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
        Assert.Equal(17, Volatile.Read(ref made));
        feeds.Feed.MayRead.SetResult();
        Assert.Equal(new Received(1000, 10_000, 499_505), await call.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Streams_do_not_overtake_a_large_request(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        feeds.Feed.MayRead.SetResult();
        Received[] sums = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => feeds.Client.SumLaterAsync(new Tick(i, new byte[300_000]), Feeds.Ticks(50, 10)).AsTask())).WaitAsync(Peers.Patience);
        Assert.Equal(Enumerable.Range(0, 20).Select(static i => new Received(50, 500, 1225 + i)), sums);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_bytes_of_the_window_hold_a_producer_too(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { StreamBytes = 128 << 10 });
        int made = 0;
        Task<Received> call = feeds.Client.SumLaterAsync(new Tick(0, []), Feeds.Ticks(100, 30_000, count => Volatile.Write(ref made, count))).AsTask();
        await WaitUntilAsync(() => Volatile.Read(ref made) >= 5);
        for (int i = 0; i < 100; i++)
            Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
        Assert.Equal(5, Volatile.Read(ref made));
        feeds.Feed.MayRead.SetResult();
        Assert.Equal(100, (await call.WaitAsync(Peers.Patience)).Count);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_slow_consumer_delays_neither_a_fast_one_nor_calls(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Point> slow = feeds.Client.PointsAsync().GetAsyncEnumerator();
        Assert.True(await slow.MoveNextAsync());
        int count = 0;
        await foreach (Tick tick in feeds.Client.CountAsync(10_000, 100))
            count += tick.Number == count ? 1 : 0;
        Assert.Equal(10_000, count);
        Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
        Assert.True(await slow.MoveNextAsync());
        Assert.Equal(new Point(1, -1), slow.Current);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Many_streams_share_a_session(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            if (i % 2 == 0)
            {
                int count = 0;
                await foreach (Tick tick in feeds.Client.CountAsync(500, i * 20))
                    Assert.Equal(count++, tick.Number);
                Assert.Equal(500, count);
            }
            else
            {
                Assert.Equal(500, (await feeds.Client.SumAsync(Feeds.Ticks(500, i * 20))).Count);
            }
        })).WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Each_enumerator_makes_a_call_of_its_own_when_its_first_item_is_asked_for(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        IAsyncEnumerable<Tick> ticks = feeds.Client.CountAsync(3, 0);
        await using (ticks.GetAsyncEnumerator())
            Assert.Equal(0, feeds.Feed.Produced);
        Assert.Equal([0, 1, 2], await NumbersAsync(ticks));
        Assert.Equal([0, 1, 2], await NumbersAsync(ticks));
        Assert.Equal(6, feeds.Feed.Produced);
    }

    internal static async Task WaitUntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Peers.Patience);
        while (!isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<List<int>> NumbersAsync(IAsyncEnumerable<Tick> ticks)
    {
        var numbers = new List<int>();
        await foreach (Tick tick in ticks)
            numbers.Add(tick.Number);
        return numbers;
    }

    private static async IAsyncEnumerable<Point> Points(int count, int factor)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            yield return new Point((long)i * factor, (long)i * factor);
        }
    }
}
