using Cells.Platform.SharedMemory;

namespace Cells.Platform.Tests.SharedMemory;

public sealed class HubTests
{
    private const int SlotBytes = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_waits_for_a_slot_gets_it_in_the_order_of_coming()
    {
        Hub hub = TwoSlots();
        Slot[] taken = [await hub.TakeAsync(SlotBytes), await hub.TakeAsync(SlotBytes)];
        Task<Slot>[] waiting = [.. Enumerable.Range(0, 10).Select(_ => hub.TakeAsync(100).AsTask())];
        Assert.All(waiting, static one => Assert.False(one.IsCompleted));

        // Nobody overtakes them, also where it would not wait.
        Assert.Null(hub.TryTake(SlotBytes));
        Slot next = taken[0];
        for (int i = 0; i < waiting.Length; i++)
        {
            next.Return();
            Assert.Same(next, await waiting[i].WaitAsync(Patience));
            Assert.DoesNotContain(waiting.Skip(i + 1), static one => one.IsCompleted);
        }

        next.Return();
        taken[1].Return();
        Assert.Equal((0, 2, 10L), (hub.Figures.Classes[0].InUse, hub.Figures.Classes[0].Peak, hub.Figures.Classes[0].Waits));
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_line_and_its_slot_to_the_next()
    {
        Hub hub = TwoSlots();
        Slot[] taken = [await hub.TakeAsync(SlotBytes), await hub.TakeAsync(SlotBytes)];
        using var cancellation = new CancellationTokenSource();
        Task<Slot> gaveUp = hub.TakeAsync(SlotBytes, cancellation.Token).AsTask();
        Task<Slot> waiting = hub.TakeAsync(SlotBytes).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);
        taken[0].Return();
        (await waiting.WaitAsync(Patience)).Return();
        taken[1].Return();
        Assert.Equal(0, hub.Figures.Classes[0].InUse);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_limit_and_no_more_than_the_limit_wait()
    {
        var hub = new Hub(OfTwoSlots with { MaxWait = TimeSpan.FromMilliseconds(30), MaxWaiting = 1 });
        Slot[] taken = [await hub.TakeAsync(SlotBytes), await hub.TakeAsync(SlotBytes)];
        Task<Slot> first = hub.TakeAsync(SlotBytes).AsTask();
        Assert.Contains("HubLimits.MaxWaiting", (await Assert.ThrowsAsync<TimeoutException>(async () => await hub.TakeAsync(SlotBytes))).Message, StringComparison.Ordinal);
        Assert.Equal("No 4096 bytes of shared memory were given back within 0.03 s (HubLimits.MaxWait).", (await Assert.ThrowsAsync<TimeoutException>(() => first.WaitAsync(Patience))).Message);
        taken[0].Return();
        (await hub.TakeAsync(SlotBytes)).Return();
        taken[1].Return();
        Assert.Equal(0, hub.Figures.Classes[0].InUse);
    }

    [Fact]
    public async Task Pieces_larger_than_the_largest_slot_are_waited_for_until_there_is_memory()
    {
        var hub = new Hub(OfTwoSlots with { MaxBytes = 1 << 20 });
        Slot first = await hub.TakeAsync(600 << 10);
        Assert.Null(hub.TryTake(600 << 10));
        Task<Slot> second = hub.TakeAsync(700 << 10).AsTask();
        Task<Slot> third = hub.TakeAsync(300 << 10).AsTask();

        // There is room for the third, which does not overtake.
        Assert.False(third.IsCompleted);
        first.Return();
        (await second.WaitAsync(Patience)).Return();
        (await third.WaitAsync(Patience)).Return();
        Assert.Equal((0, 0L, 2L, 1L), (hub.Figures.LargePieces, hub.Figures.CommittedBytes, hub.Figures.LargeWaits, hub.Figures.Refused));
    }

    [Fact]
    public async Task Under_load_no_slot_is_given_twice_or_lost()
    {
        Hub hub = TwoSlots();
        int held = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                using var cancellation = new CancellationTokenSource();
                Task<Slot> taking = hub.TakeAsync(SlotBytes, cancellation.Token).AsTask();
                if (i % 5 == caller % 5)
                    await cancellation.CancelAsync();
                Slot slot;
                try
                {
                    slot = await taking;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                Assert.InRange(Interlocked.Increment(ref held), 1, 2);
                slot.Memory.Span[0] = (byte)caller;
                await Task.Yield();
                Assert.Equal((byte)caller, slot.Memory.Span[0]);
                Interlocked.Decrement(ref held);
                slot.Return();
            }
        }))).WaitAsync(Patience);
        Assert.Equal((0, 2), (hub.Figures.Classes[0].InUse, hub.Figures.Classes[0].Peak));
    }

    private static HubLimits OfTwoSlots => new() { Classes = [new SlotClassLimits(SlotBytes, SlotsPerExtent: 2, MaxExtents: 1)], MaxWait = Patience };

    private static Hub TwoSlots() => new(OfTwoSlots);
}
