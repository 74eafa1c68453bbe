using System.IO.Pipelines;
using Cells.Rpc;

namespace Cells.Conformance.Tunnels;

public sealed class TunnelTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Bytes_go_both_ways_and_arrive_in_order(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        foreach (int length in new[] { 0, 1, 1000, 65_536, 65_537, 5_000_000 })
        {
            byte[] sent = new byte[length];
            new Random(length).NextBytes(sent);
            var pipes = new PipePair();
            Task<long> call = wires.Client.EchoAsync(pipes.Passed).AsTask();
            Task<byte[]> received = pipes.ReadAllAsync();
            await pipes.Output.WriteAsync(sent);
            await pipes.Output.CompleteAsync();
            Assert.Equal(length, await call.WaitAsync(Peers.Patience));
            Assert.Equal(sent, await received.WaitAsync(Peers.Patience));
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_is_written_arrives_although_nothing_follows(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        var pipes = new PipePair();
        Task<long> call = wires.Client.EchoAsync(pipes.Passed).AsTask();
        for (byte i = 0; i < 100; i++)
        {
            await pipes.Output.WriteAsync(new[] { i });
            ReadResult result = await pipes.Input.ReadAsync().AsTask().WaitAsync(Peers.Patience);
            Assert.Equal(i, result.Buffer.FirstSpan[0]);
            pipes.Input.AdvanceTo(result.Buffer.End);
        }

        await pipes.Output.CompleteAsync();
        Assert.Equal(100, await call.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task One_direction_ends_and_the_other_goes_on(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        var pipes = new PipePair();
        Task call = wires.Client.AnswerAsync(3_000_000, pipes.Passed).AsTask();
        await pipes.Output.CompleteAsync();
        byte[] answer = await pipes.ReadAllAsync().WaitAsync(Peers.Patience);
        Assert.Equal(3_000_000, answer.Length);
        Assert.DoesNotContain(answer, static one => one != 7);
        await call.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_writer_gets_no_further_than_the_window_ahead_of_a_reader_that_stands_still(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport, new SessionLimits { StreamBytes = 128 << 10 });
        var pipes = new PipePair();
        using var source = new CancellationTokenSource();
        Task call = wires.Client.EchoAsync(pipes.Passed, source.Token).AsTask();
        long written = 0;
        byte[] piece = new byte[16 << 10];
        Task writing = Task.Run(async () =>
        {
            // Nobody reads what comes back, so that the echo stands still.
            while (!(await pipes.Output.WriteAsync(piece)).IsCompleted)
                Interlocked.Add(ref written, piece.Length);
        });
        await Streams.StreamTests.WaitUntilAsync(() => Interlocked.Read(ref written) >= 200 << 10);
        for (int i = 0; i < 200; i++)
            Assert.Equal(3, await wires.Client.AddAsync(1, 2));

        // Both windows, and what the pipes at the four ends hold themselves.
        Assert.InRange(Interlocked.Read(ref written), 200 << 10, (2 * 128 + 4 * 64 + 2 * 64) << 10);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Peers.Patience));
        await writing.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_reader_may_wait_for_most_of_a_window_at_once(string transport)
    {
        const int Window = 1 << 20;
        await using Wires wires = await Wires.OpenAsync(transport, new SessionLimits { StreamBytes = Window });
        var pipes = new PipePair();
        Task<long> call = wires.Client.ReadInStepsAsync(Window * 45 / 100, Window * 9 / 10, pipes.Passed).AsTask();
        await pipes.Output.WriteAsync(new byte[Window * 45 / 100 + (Window * 9 / 10)]).AsTask().WaitAsync(Peers.Patience);
        await pipes.Output.CompleteAsync();
        Assert.Equal(Window * 45 / 100 + (Window * 9 / 10), await call.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_reader_that_reads_no_further_stops_the_writer(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        var pipes = new PipePair();
        using var source = new CancellationTokenSource();
        Task call = wires.Client.ReadSomeAsync(1000, pipes.Passed, source.Token).AsTask();
        byte[] piece = new byte[10_000];
        Task writing = Task.Run(async () =>
        {
            while (!(await pipes.Output.WriteAsync(piece)).IsCompleted)
            {
            }
        });
        await wires.Wire.ReadEnough.Task.WaitAsync(Peers.Patience);
        await writing.WaitAsync(Peers.Patience);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_the_handler_throws_ends_both_directions(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        var pipes = new PipePair();
        Task call = wires.Client.ThrowAsync(pipes.Passed).AsTask();
        Assert.Equal("no tunnel today", (await Assert.ThrowsAsync<RemoteException>(() => call.WaitAsync(Peers.Patience))).RemoteMessage);
        await Assert.ThrowsAsync<RemoteException>(() => pipes.ReadAllAsync().WaitAsync(Peers.Patience));
        Assert.Equal(3, await wires.Client.AddAsync(1, 2));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_writer_that_fails_is_seen_by_the_reader_at_the_other_end(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        var pipes = new PipePair();
        Task call = wires.Client.EchoAsync(pipes.Passed).AsTask();
        await pipes.Output.CompleteAsync(new InvalidOperationException("torn"));
        await Assert.ThrowsAsync<RemoteException>(() => call.WaitAsync(Peers.Patience));
        Assert.Equal("torn", Assert.IsType<RemoteException>(await wires.Wire.ReadingEnded.Task.WaitAsync(Peers.Patience)).RemoteMessage);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_end_of_either_side_ends_the_tunnel_at_the_other(string transport)
    {
        foreach (bool callerEnds in new[] { true, false })
        {
            await using Wires wires = await Wires.OpenAsync(transport);
            var pipes = new PipePair();
            Task call = wires.Client.EchoAsync(pipes.Passed).AsTask();
            await pipes.Output.WriteAsync(new byte[10]);
            ReadResult result = await pipes.Input.ReadAsync().AsTask().WaitAsync(Peers.Patience);
            pipes.Input.AdvanceTo(result.Buffer.End);
            await (callerEnds ? wires.Caller : wires.Server).DisposeAsync();
            await Assert.ThrowsAsync<PeerLostException>(() => call.WaitAsync(Peers.Patience));
            await Assert.ThrowsAsync<PeerLostException>(() => pipes.ReadAllAsync().WaitAsync(Peers.Patience));
            Assert.NotNull(await wires.Wire.ReadingEnded.Task.WaitAsync(Peers.Patience));
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_call_that_never_begins_ends_its_pipe(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        await wires.Caller.DisposeAsync();
        await wires.Caller.Closed.WaitAsync(Peers.Patience);
        var pipes = new PipePair();
        await Assert.ThrowsAsync<PeerLostException>(() => wires.Client.EchoAsync(pipes.Passed).AsTask().WaitAsync(Peers.Patience));
        await Assert.ThrowsAsync<PeerLostException>(() => pipes.ReadAllAsync().WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Many_tunnels_share_a_session(string transport)
    {
        await using Wires wires = await Wires.OpenAsync(transport);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(async i =>
        {
            byte[] sent = new byte[300_000 + i];
            new Random(i).NextBytes(sent);
            var pipes = new PipePair();
            Task<long> call = wires.Client.EchoAsync(pipes.Passed).AsTask();
            Task<byte[]> received = pipes.ReadAllAsync();
            await pipes.Output.WriteAsync(sent);
            await pipes.Output.CompleteAsync();
            Assert.Equal(sent.Length, await call);
            Assert.Equal(sent, await received);
        })).WaitAsync(Peers.Patience);
    }
}
