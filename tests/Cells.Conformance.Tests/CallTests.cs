using Cells.Rpc;

namespace Cells.Conformance;

public sealed class CallTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_call_returns_what_the_handler_returned(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Order order = await peers.Client.EchoAsync(new Order("AAPL", 100, "now"));
        Assert.Equal(new Order("AAPL", 100, "now"), order);
        Assert.Equal(5, await peers.Client.AddAsync(2, 3));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_blocking_form_returns_the_same(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        for (uint i = 0; i < 1000; i++)
            Assert.Equal(i, peers.Client.Echo(new Order("AAPL", i)).Quantity);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_awaited_an_outcome_may_block_for_the_next(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        await Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(i, await peers.Client.AddAsync(i, 0).ConfigureAwait(false));
                Assert.Equal(i, peers.Client.Add(i, 0));
            }
        }).WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Thousands_of_calls_from_many_tasks_each_get_their_own_reply(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
                Assert.Equal(task + i, await peers.Client.AddAsync(task, i));
        }))).WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Threads_that_block_share_a_session(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(n => new Thread(() =>
        {
            try
            {
                for (int i = 0; i < 500; i++)
                    Assert.Equal(n + i, peers.Client.Add(n, i));
            }
            catch (Exception error)
            {
                failure = error;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        foreach (Thread thread in threads)
            Assert.True(thread.Join(Peers.Patience));
        Assert.Null(failure);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_view_and_an_image_carry_the_same_bytes(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        byte[] data = [1, 2, 3, 4, 5];
        Assert.Equal(new Digest(25, 5), await peers.Client.SumViewAsync(new Payload(10, data)));
        Assert.Equal(new Digest(25, 5), await peers.Client.SumImageAsync(new Payload(10, data)));
        using var image = Image<Payload>.Create(new Payload(10, data));
        Assert.Equal(new Digest(25, 5), await peers.Client.SumViewAsync(image));
        Assert.Equal(new Digest(25, 5), await peers.Client.SumViewAsync(image));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Payloads_around_every_boundary_arrive_whole(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        foreach (int length in new[] { 0, 1, 15, 16, 17, 4000, 4096, 4097, 65_000, 65_520, 65_536, 65_537, 131_072, 1_000_000, 20_000_000 })
        {
            byte[] data = new byte[length];
            Array.Fill(data, (byte)3);
            Assert.Equal(new Digest((ulong)length * 3, length), await peers.Client.SumViewAsync(new Payload(0, data)));
            using Image<Payload> made = await peers.Client.MakeAsync(length);
            Assert.Equal(length, made.View.Data.Length);
            Assert.Equal(length == 0 ? 0 : (byte)(length - 1), length == 0 ? 0 : made.View.Data[length - 1]);
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_the_handler_throws_reaches_the_caller_and_the_session_lives_on(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        var error = await Assert.ThrowsAsync<RemoteException>(async () => await peers.Client.ThrowAsync("no stock"));
        Assert.Equal("System.InvalidOperationException", error.RemoteType);
        Assert.Equal("no stock", error.RemoteMessage);
        Assert.Equal("probe/Throw", error.Method);
        Assert.Equal(3, await peers.Client.AddAsync(1, 2));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_cancelled_call_ends_at_once_and_reaches_the_handlers_token(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        using var source = new CancellationTokenSource();
        Task call = peers.Client.HangAsync("never", source.Token).AsTask();
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        await source.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Peers.Patience));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.True(await peers.Probe.Cancelled.Task.WaitAsync(Peers.Patience));
        Assert.Equal(3, await peers.Client.AddAsync(1, 2));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_deadline_ends_the_call_and_crosses_to_the_handler(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        ProbeClient hurried = peers.Client.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.InRange(await hurried.RemainingAsync(), 0, 200);
        Assert.Equal(-1, await peers.Client.RemainingAsync());
        var error = await Assert.ThrowsAsync<CellException>(async () => await hurried.HangAsync("never"));
        Assert.Equal(CellErrorCode.DeadlineExceeded, error.Code);
        Assert.True(await peers.Probe.Cancelled.Task.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_handler_that_blocks_its_thread_does_not_stall_its_session(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Task blocked = Task.Run(async () => await peers.Client.BlockAsync("gate"));
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        await Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
                Assert.Equal(i + 1, await peers.Client.AddAsync(i, 1));
            await peers.Client.ReleaseAsync("gate");
        }).WaitAsync(Peers.Patience);
        await blocked.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_arrived_in_one_batch_with_a_blocking_call_is_served_although_nothing_follows(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Task blocked = Task.Run(async () => await peers.Client.BlockAsync("gate"));
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);

        // The second blocking call goes where the first went; the rest of its batch is what it is about.
        for (int round = 0; round < 20; round++)
        {
            Task<int>[] rest = await Task.Run(() =>
            {
                _ = peers.Client.BlockAsync($"gate {round}").AsTask();
                return Enumerable.Range(0, 30).Select(i => peers.Client.AddAsync(i, round).AsTask()).ToArray();
            }).WaitAsync(Peers.Patience);
            await Task.WhenAll(rest).WaitAsync(Peers.Patience);
            await peers.Probe.ReleaseAsync($"gate {round}");
        }

        await peers.Probe.ReleaseAsync("gate");
        await blocked.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Ten_thousand_calls_wait_where_the_peer_allows_256(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport, new SessionLimits { MaxCallsInFlight = 256 });
        Task[] calls = [.. Enumerable.Range(0, 10_000).Select(i => peers.Client.HangAsync("all").AsTask())];
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        await peers.Probe.ReleaseAsync("all");
        await Task.WhenAll(calls).WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_drained_session_serves_what_came_before(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Task call = peers.Client.HangAsync("late").AsTask();
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        Task drain = peers.Server.DrainAsync().AsTask();
        await peers.Caller.GoneAway.WaitAsync(Peers.Patience);
        var refused = await Assert.ThrowsAsync<PeerLostException>(async () => await peers.Client.AddAsync(1, 2));
        Assert.True(refused.NotStarted);
        await peers.Probe.ReleaseAsync("late");
        await call.WaitAsync(Peers.Patience);
        await drain.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_end_of_a_session_fails_its_calls_and_cancels_its_handlers(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        Task call = peers.Client.HangAsync("never").AsTask();
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        await peers.Server.DisposeAsync();
        var error = await Assert.ThrowsAsync<PeerLostException>(() => call.WaitAsync(Peers.Patience));
        Assert.False(error.NotStarted);
        Assert.True(await peers.Probe.Cancelled.Task.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_thread_that_begins_a_call_is_not_kept_for_those_of_others(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        using var stop = new CancellationTokenSource();
        Task others = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
                Assert.Equal(i, await peers.Client.AddAsync(i, 0));
        });
        await Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal(i, await peers.Client.AddAsync(i, 0));
                await Task.Delay(2);
            }
        }).WaitAsync(Peers.Patience);
        await stop.CancelAsync();
        await others.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_string_without_an_image_is_the_callers_error_alone(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        await Assert.ThrowsAsync<Images.ImageException>(async () => await peers.Client.EchoAsync(new Order("\ud800", 1)));
        Assert.Equal(3, await peers.Client.AddAsync(1, 2));
    }
}
