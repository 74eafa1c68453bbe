using Cells.Rpc;

namespace Cells.Conformance.Streams;

/// <summary>Each way in which a stream ends, and that both sides learn of it.</summary>
public sealed class StreamEndTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_consumer_that_stops_early_ends_the_producer(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        int count = 0;
        await foreach (Point point in feeds.Client.PointsAsync())
        {
            if (++count == 10)
                break;
        }

        await feeds.Feed.Left.Task.WaitAsync(Peers.Patience);
        Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_token_ends_the_stream_at_both_sides(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        using var source = new CancellationTokenSource();
        await using IAsyncEnumerator<Tick> ticks = feeds.Client.HangAsync(source.Token).GetAsyncEnumerator();
        Assert.True(await ticks.MoveNextAsync());
        Task<bool> next = ticks.MoveNextAsync().AsTask();
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Peers.Patience));
        Assert.Equal(source.Token, error.CancellationToken);
        await feeds.Feed.Left.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_enumerators_token_ends_it_as_well(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        using var own = new CancellationTokenSource();
        using var source = new CancellationTokenSource();
        await using IAsyncEnumerator<Tick> ticks = feeds.Client.HangAsync(own.Token).GetAsyncEnumerator(source.Token);
        Assert.True(await ticks.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ticks.MoveNextAsync().AsTask().WaitAsync(Peers.Patience));
        await feeds.Feed.Left.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_deadline_is_for_the_whole_stream(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Tick> ticks = feeds.Client.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(200) }).HangAsync().GetAsyncEnumerator();
        Assert.True(await ticks.MoveNextAsync());
        var error = await Assert.ThrowsAsync<CellException>(() => ticks.MoveNextAsync().AsTask().WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, error.Code);
        await feeds.Feed.Left.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_a_producer_throws_comes_after_the_items_before_it(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        int count = 0;
        var error = await Assert.ThrowsAsync<RemoteException>(async () =>
        {
            await foreach (Tick tick in feeds.Client.CountAsync(100, 10, "no more"))
                count++;
        });
        Assert.Equal((100, "no more", "feed/Count"), (count, error.RemoteMessage, error.Method));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_a_caller_produces_and_throws_reaches_the_handler(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        var error = await Assert.ThrowsAsync<RemoteException>(
            () => feeds.Client.SumAsync(Feeds.Ticks(10, 0, failure: new InvalidOperationException("torn"))).AsTask().WaitAsync(Peers.Patience));
        Assert.Contains("torn", error.Message, StringComparison.Ordinal);
        Assert.Equal("torn", Assert.IsType<RemoteException>(await feeds.Feed.ReadingEnded.Task.WaitAsync(Peers.Patience)).RemoteMessage);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_handler_that_reads_no_further_ends_the_callers_producer(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        var left = new TaskCompletionSource();
        Assert.Equal(7, (await feeds.Client.SumAsync(Feeds.Ticks(int.MaxValue, 10, left: left), atMost: 7).AsTask().WaitAsync(Peers.Patience)).Count);
        await left.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_call_that_is_given_up_ends_its_producer_and_the_handlers_reading(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        using var source = new CancellationTokenSource();
        var left = new TaskCompletionSource();
        int made = 0;
        Task call = feeds.Client.SumAsync(Feeds.Ticks(int.MaxValue, 10, count => Volatile.Write(ref made, count), left: left), cancellation: source.Token).AsTask();
        await StreamTests.WaitUntilAsync(() => Volatile.Read(ref made) > 1000);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Peers.Patience));
        await left.Task.WaitAsync(Peers.Patience);
        Assert.IsAssignableFrom<OperationCanceledException>(await feeds.Feed.ReadingEnded.Task.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_callers_end_cancels_the_producer(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Point> points = feeds.Client.PointsAsync().GetAsyncEnumerator();
        Assert.True(await points.MoveNextAsync());
        await feeds.Caller.DisposeAsync();
        await feeds.Feed.Left.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_callers_end_ends_the_handlers_reading(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        var left = new TaskCompletionSource();
        int made = 0;
        Task call = feeds.Client.SumAsync(Feeds.Ticks(int.MaxValue, 10, count => Volatile.Write(ref made, count), left: left)).AsTask();
        await StreamTests.WaitUntilAsync(() => Volatile.Read(ref made) > 1000);
        await feeds.Caller.DisposeAsync();
        await Assert.ThrowsAsync<PeerLostException>(() => call.WaitAsync(Peers.Patience));
        await left.Task.WaitAsync(Peers.Patience);
        Assert.IsType<PeerLostException>(await feeds.Feed.ReadingEnded.Task.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_cells_end_comes_after_the_items_that_arrived(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Point> points = feeds.Client.PointsAsync().GetAsyncEnumerator();
        Assert.True(await points.MoveNextAsync());
        await feeds.Server.DisposeAsync();
        await feeds.Caller.Closed.WaitAsync(Peers.Patience);
        int count = 1;
        var error = await Assert.ThrowsAsync<PeerLostException>(async () =>
        {
            while (await points.MoveNextAsync().AsTask().WaitAsync(Peers.Patience))
                Assert.Equal(count++, points.Current.X);
        });
        Assert.False(error.NotStarted);
        Assert.Equal("feed/Points", error.Method);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_session_that_drains_lets_its_streams_finish(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Tick> ticks = feeds.Client.CountAsync(2000, 10).GetAsyncEnumerator();
        Assert.True(await ticks.MoveNextAsync());
        Task<Received> sum = feeds.Client.SumLaterAsync(new Tick(0, []), Feeds.Ticks(2000, 10)).AsTask();
        await StreamTests.WaitUntilAsync(() => feeds.Feed.Produced > 100);
        Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
        Task drain = feeds.Server.DrainAsync().AsTask();
        await feeds.Caller.GoneAway.WaitAsync(Peers.Patience);
        feeds.Feed.MayRead.SetResult();
        Assert.Equal(2000, (await sum.WaitAsync(Peers.Patience)).Count);
        int count = 1;
        while (await ticks.MoveNextAsync())
            Assert.Equal(count++, ticks.Current.Number);
        Assert.Equal(2000, count);
        await drain.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_goes_on_at_the_deadline_of_a_drain_is_cut_off_and_says_so(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport);
        await using IAsyncEnumerator<Tick> ticks = feeds.Client.HangAsync().GetAsyncEnumerator();
        Assert.True(await ticks.MoveNextAsync());
        using var deadline = new CancellationTokenSource();
        Task drain = feeds.Server.DrainAsync(deadline.Token).AsTask();
        await feeds.Caller.GoneAway.WaitAsync(Peers.Patience);
        Task<bool> next = ticks.MoveNextAsync().AsTask();
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drain.WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.GoAway, (await Assert.ThrowsAsync<CellException>(() => next.WaitAsync(Peers.Patience))).Code);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Calls_with_streams_that_wait_for_their_turn_begin_with_it(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { MaxCallsInFlight = 2 });
        Received[] sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => feeds.Client.SumAsync(Feeds.Ticks(100, 10)).AsTask())).WaitAsync(Peers.Patience);
        Assert.All(sums, static sum => Assert.Equal(100, sum.Count));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task An_item_that_the_peer_does_not_take_is_the_producers_error(string transport)
    {
        await using Feeds feeds = await Feeds.OpenAsync(transport, new SessionLimits { MaxMessageBytes = 100_000 });
        var own = await Assert.ThrowsAsync<CellException>(() => feeds.Client.SumAsync(Feeds.Ticks(3, 200_000)).AsTask().WaitAsync(Peers.Patience));
        Assert.Contains("An item of a stream has 200016 bytes; the peer takes at most 100000 (SessionLimits.MaxMessageBytes)", own.Message, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<CellException>(async () =>
        {
            await foreach (Tick tick in feeds.Client.CountAsync(3, 200_000))
                Assert.Fail("No item should come.");
        });
        Assert.Contains("SessionLimits.MaxMessageBytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, await feeds.Client.AddAsync(1, 2));
    }
}
