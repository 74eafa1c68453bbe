using Cells.Chaos.Leases;
using Cells.Platform.Faults;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Tests;

namespace Cells.Chaos.Kills;

[Collection(AloneTests.Name)]
public sealed class KillTests
{
    public static TheoryData<FaultPoint> Points => [.. Enum.GetValues<FaultPoint>().Where(KillRun.IsOfSessions)];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_process_killed_at_this_point_leaves_nothing_behind_and_each_call_its_outcome(FaultPoint point) =>
        Assert.Contains("all answered", await KillRun.RunAsync([point], repetitions: 5), StringComparison.Ordinal);

    [Fact]
    public async Task Calls_that_a_killed_process_had_not_read_from_the_ring_provably_never_began()
    {
        using var folder = new TemporaryDirectory();
        await using VictimProcess victim = VictimProcess.Start(folder, Path.Combine(folder.Path, "nobody"), FaultPoint.None, times: 1);
        await victim.WaitUntilItListensAsync();
        await using CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(victim.Socket), new SessionOptions());
        ExchangeClient client = session.CreateClient<ExchangeClient>();
        await client.CopyAsync(1, 10);
        await victim.StopAsync();

        // More than the ring holds: some wait in this process, some are lent a piece, all are small enough to be lost unread.
        Task[] calls = [.. Enumerable.Range(2, 100).Select(number => number % 2 == 0 ? client.CopyAsync(number, 10).AsTask() : SendAsync(client, number))];
        await victim.KillAsync();
        foreach (Task call in calls)
        {
            var lost = await Assert.ThrowsAsync<PeerLostException>(() => call.WaitAsync(LibraryProcess.Patience));
            Assert.True(lost.NotStarted, lost.Message);
        }

        Assert.Equal([1], victim.Journal);
    }

    [Fact]
    public async Task Calls_that_a_killed_process_had_not_read_from_the_ring_are_made_again_to_the_next_one()
    {
        using var folder = new TemporaryDirectory();
        VictimProcess victim = VictimProcess.Start(folder, Path.Combine(folder.Path, "nobody"), FaultPoint.None, times: 1);
        await victim.WaitUntilItListensAsync();
        await using ExchangeClient client = await Cell.ConnectAsync<ExchangeClient>("exchange", new ConnectOptions { SocketPath = victim.Socket, Timeout = LibraryProcess.Patience });
        await client.CopyAsync(1, 10);
        await victim.StopAsync();
        Task[] calls = [.. Enumerable.Range(2, 100).Select(number => number % 2 == 0 ? client.CopyAsync(number, 10).AsTask() : SendAsync(client, number))];
        await victim.DisposeAsync();

        File.Delete(victim.Socket);
        await using VictimProcess next = VictimProcess.Start(folder, Path.Combine(folder.Path, "nobody"), FaultPoint.None, times: 1);
        await Task.WhenAll(calls).WaitAsync(LibraryProcess.Patience);
        Assert.Equal(Enumerable.Range(2, 100).Select(static number => (long)number), next.Journal.Order());
    }

    private static async Task SendAsync(ExchangeClient client, int number)
    {
        using SharedBytes bulk = Exchange.Make(number % 4 == 1 ? 3000 : 10_000, (byte)number);
        (await client.ExchangeAsync(number, bulk, 10)).Dispose();
    }

    [Fact]
    public void There_are_at_least_25_points() => Assert.InRange(Points.Count, 25, 1000);
}
