using Cells.Binding;
using Cells.Rpc;

namespace Cells.Conformance.Calls;

/// <summary>Handlers that last, and what they are told meanwhile.</summary>
[CellContract("guest")]
public interface IGuest
{
    /// <summary>Stays until its session is drained; whether it was cancelled as well.</summary>
    ValueTask<bool> StayAsync(CallContext context = default);

    /// <summary>Stays until it is cancelled, upon which a callback of its own throws.</summary>
    ValueTask StumbleAsync(CallContext context = default);

    /// <summary>How many callbacks have thrown.</summary>
    ValueTask<int> StumbledAsync(CancellationToken cancellation = default);
}

public sealed class HandlerTokenTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_handler_that_lasts_is_told_of_the_drain_and_ends_in_order(string transport)
    {
        var guest = new Guest();
        (CellSession caller, CellSession server) = await OpenAsync(transport, guest);
        GuestClient client = caller.CreateClient<GuestClient>();
        Task<bool> stay = client.StayAsync().AsTask();
        await guest.Entered.Task.WaitAsync(Peers.Patience);
        await server.DrainAsync().AsTask().WaitAsync(Peers.Patience);
        Assert.False(await stay.WaitAsync(Peers.Patience));
        await caller.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_a_callback_on_a_handlers_token_throws_ends_neither_process_nor_session(string transport)
    {
        var guest = new Guest();
        (CellSession caller, CellSession server) = await OpenAsync(transport, guest);
        GuestClient client = caller.CreateClient<GuestClient>();
        using var source = new CancellationTokenSource();
        Task cancelled = client.StumbleAsync(source.Token).AsTask();
        Task late = client.With(new CallOptions { Timeout = TimeSpan.FromMilliseconds(50) }).StumbleAsync().AsTask();
        await guest.Entered.Task.WaitAsync(Peers.Patience);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Peers.Patience));
        Assert.Equal(CellErrorCode.DeadlineExceeded, (await Assert.ThrowsAsync<CellException>(() => late.WaitAsync(Peers.Patience))).Code);

        using var over = new CancellationTokenSource(Peers.Patience);
        while (await client.StumbledAsync(over.Token) < 2)
            await Task.Yield();
        await caller.DisposeAsync();
        await server.DisposeAsync();
    }

    private static Task<(CellSession Caller, CellSession Server)> OpenAsync(string transport, Guest guest)
    {
        var options = new SessionOptions { Name = "guest" };
        options.Services.Add(ContractRegistry.CreateDispatcher<IGuest>(guest));
        return Transports.OpenAsync(transport, new SessionOptions { Name = "caller" }, options);
    }

    private sealed class Guest : IGuest
    {
        private int _stumbled;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<bool> StayAsync(CallContext context = default)
        {
            Entered.TrySetResult();
            var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using CancellationTokenRegistration registration = context.Draining.Register(drained.SetResult);
            await drained.Task.WaitAsync(context.Cancellation);
            return context.Cancellation.IsCancellationRequested;
        }

        public async ValueTask StumbleAsync(CallContext context = default)
        {
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.Cancellation.Register(() =>
            {
                Interlocked.Increment(ref _stumbled);
                cancelled.SetResult();
                throw new InvalidOperationException("a callback that throws");
            });
            Entered.TrySetResult();
            await cancelled.Task;
        }

        public ValueTask<int> StumbledAsync(CancellationToken cancellation = default) => new(Volatile.Read(ref _stumbled));
    }
}
