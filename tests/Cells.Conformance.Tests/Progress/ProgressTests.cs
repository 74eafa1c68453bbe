using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Progress;

/// <summary>The rules of progress that no other test of this suite is about. <c>docs/progress.md</c> lists them all, and what breaks each.</summary>
public sealed class ProgressTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Both_directions_are_full_and_both_get_through(string transport)
    {
        (CellSession one, CellSession other) = await OpenBothAsync(transport);
        byte[] data = new byte[3_000_000];
        Array.Fill(data, (byte)1);
        ProbeClient[] clients = [one.CreateClient<ProbeClient>(), other.CreateClient<ProbeClient>()];
        Digest[] digests = await Task.WhenAll(
            from client in clients
            from i in Enumerable.Range(0, 20)
            select client.SumViewAsync(new Payload((ulong)i, data)).AsTask()).WaitAsync(Peers.Patience);
        Assert.All(digests, static digest => Assert.Equal(3_000_000, digest.Length));
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_second_handler_of_a_batch_waits_for_what_the_reply_to_the_first_leads_to(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        for (int round = 0; round < 20; round++)
        {
            string gate = $"gate {round}";
            (Task<int> first, Task blocked) = await Task.Run(() => (peers.Client.AddAsync(round, 1).AsTask(), peers.Client.BlockAsync(gate).AsTask()));

            // Only what has the first reply opens the gate.
            Assert.Equal(round + 1, await first.WaitAsync(Peers.Patience));
            await peers.Probe.ReleaseAsync(gate);
            await blocked.WaitAsync(Peers.Patience);
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_blocking_caller_under_a_lock_does_not_run_what_wants_the_lock(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        using var gate = new SemaphoreSlim(1);
        for (int round = 0; round < 200; round++)
        {
            await gate.WaitAsync();
            Task<int> other = Task.Run(async () =>
            {
                int sum = await peers.Client.AddAsync(round, 1).ConfigureAwait(false);
                gate.Wait(Peers.Patience);
                gate.Release();
                return sum;
            });
            Task<int> blocking = Task.Run(() => peers.Client.Add(round, 2));
            Assert.Equal(round + 2, await blocking.WaitAsync(Peers.Patience));
            gate.Release();
            Assert.Equal(round + 1, await other.WaitAsync(Peers.Patience));
        }
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_cancel_overtakes_a_quarter_of_a_gigabyte(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        using var source = new CancellationTokenSource();
        Task hanging = peers.Client.HangAsync("never", source.Token).AsTask();
        await peers.Probe.Entered.Task.WaitAsync(Peers.Patience);
        byte[] data = new byte[256 << 20];
        Array.Fill(data, (byte)1);
        Task<Digest> sum = Task.Run(async () => await peers.Client.SumViewAsync(new Payload(0, data)));
        if (transport != "inproc")
            await Streams.StreamTests.WaitUntilAsync(() => peers.Caller.QueuedBytes > 0 && peers.Caller.QueuedBytes < data.Length - (512 << 10));
        await source.CancelAsync();
        bool isBeforeSum = await peers.Probe.Cancelled.Task.WaitAsync(Peers.Patience);
        Assert.True(isBeforeSum || transport == "inproc");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Equal(new Digest((ulong)data.Length, data.Length), await sum.WaitAsync(Peers.Patience));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task Handlers_that_compute_run_side_by_side(string transport)
    {
        await using Peers peers = await Peers.OpenAsync(transport);
        for (int round = 0; round < 20; round++)
        {
            string key = $"round {round}";
            bool[] met = await Task.WhenAll(peers.Client.ComputeAsync(key).AsTask(), peers.Client.ComputeAsync(key).AsTask()).WaitAsync(Peers.Patience);
            Assert.All(met, Assert.True);
        }
    }

    private static Task<(CellSession One, CellSession Other)> OpenBothAsync(string transport)
    {
        SessionOptions one = new() { Name = "one" }, other = new() { Name = "other" };
        one.Services.Add(ContractRegistry.CreateDispatcher<IProbe>(new Probe()));
        other.Services.Add(ContractRegistry.CreateDispatcher<IProbe>(new Probe()));
        return Transports.OpenAsync(transport, one, other);
    }
}
