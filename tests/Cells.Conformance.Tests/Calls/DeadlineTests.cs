namespace Cells.Conformance.Calls;

public sealed class DeadlineTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_deadline_crosses_to_the_calls_that_a_handler_makes(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        Assert.Equal(-1, await relays.Client.RemainingInsideAsync(isInside: false));
        Assert.InRange(await relays.Client.With(new CallOptions { Timeout = TimeSpan.FromMinutes(1) }).RemainingInsideAsync(isInside: false), 1, 60_000);
        Assert.Equal(-1, await relays.Client.RemainingInsideAsync(isInside: false));
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_deadline_that_passes_ends_the_nested_call_and_its_handler(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        Task call = relays.Client.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(300) }).HangAsync(isInside: false).AsTask();
        await relays.Own.Hanging.Task.WaitAsync(Peers.Patience);
        var error = await Assert.ThrowsAsync<CellException>(() => call.WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, error.Code);
        await relays.Own.Released.Task.WaitAsync(Peers.Patience);
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task The_earlier_of_two_deadlines_counts(string transport)
    {
        await using Relays relays = await Relays.OpenAsync(transport);
        long before = Binding.AmbientDeadline.Enter(Environment.TickCount64 + 50_000);
        Task<long> patient = relays.Client.With(new CallOptions { Timeout = TimeSpan.FromMinutes(10) }).RemainingInsideAsync(isInside: true).AsTask();
        Task<long> hurried = relays.Client.With(new CallOptions { Timeout = TimeSpan.FromSeconds(20) }).RemainingInsideAsync(isInside: true).AsTask();
        Binding.AmbientDeadline.Leave(before);
        Assert.InRange(await patient, 1, 50_000);
        Assert.InRange(await hurried, 1, 20_000);
    }
}
