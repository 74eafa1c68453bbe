using Cells.Tests;

namespace Cells.Chaos.Leases;

/// <summary>Bulk that one process writes and others read, passed on by this one, which touches none of it.</summary>
[Collection(AloneTests.Name)]
public sealed class LeaseTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(16 << 20)]
    [InlineData((16 << 20) + 4097)]
    [InlineData(1 << 30)]
    public async Task Bulk_passes_from_one_process_through_this_one_to_another_without_a_copy(int length)
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        {
            for (byte value = 1; value <= 3; value++)
            {
                long allocatedBefore = GC.GetTotalAllocatedBytes();
                Sight sight;
                Holdings written;
                using (SharedBytes bulk = await writer.Client.MakeAsync(length, value).AsTask().WaitAsync(LibraryProcess.Patience))
                {
                    sight = await reader.Client.ReadAsync(bulk).AsTask().WaitAsync(LibraryProcess.Patience);
                    written = await writer.Client.HoldingsAsync();
                }

                Assert.Equal((length, true, value), (sight.Length, sight.IsUniform, sight.Value));

                // The reader has the writer's own memory, and cannot write to it; neither it nor this process made any of that size.
                long[] own = [.. written.Mappings.Where(mapping => mapping.Bytes >= length && mapping.Access == "rw-s").Select(static mapping => mapping.Inode)];
                Mapping[] shown = [.. sight.Mappings.Where(mapping => own.Contains(mapping.Inode))];
                Assert.NotEmpty(shown);
                Assert.All(shown, static mapping => Assert.Equal("r--s", mapping.Access));
                Assert.InRange(sight.AllocatedBytes, 0, length / 2);
                Assert.InRange(GC.GetTotalAllocatedBytes() - allocatedBefore, 0, length / 2);
            }

            // All of it is returned, and what is larger than a slot is the system's again, in all three processes.
            await SettledAsync(async () => (await writer.Client.HoldingsAsync()).SlotsInUse == 0);
            if (length > (16 << 20) + 4096)
            {
                await SettledAsync(async () => (await writer.Client.HoldingsAsync()).Mappings.TrueForAll(mapping => mapping.Bytes < length));
                await SettledAsync(async () => (await reader.Client.HoldingsAsync()).Mappings.TrueForAll(mapping => mapping.Bytes < length));
                await SettledAsync(() => Task.FromResult(Holder.Mappings().TrueForAll(mapping => mapping.Bytes < length)));
            }
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task An_isolated_process_is_shown_copies_in_a_pool_of_its_own_and_copied_from()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        await using (LibraryProcess isolated = await LibraryProcess.StartAsync(_folder, "isolated", isolated: true))
        {
            using SharedBytes bulk = await writer.Client.MakeAsync(3 << 20, 7);
            using SharedBytes own = SharedBytes.Rent(100_000);
            Sight trusted = await reader.Client.ReadAsync(bulk);
            await reader.Client.ReadAsync(own);
            Sight first = await isolated.Client.ReadAsync(bulk);
            Sight second = await isolated.Client.ReadAsync(own);
            Assert.Equal((3 << 20, true, (byte)7), (first.Length, first.IsUniform, first.Value));
            Assert.Equal((100_000, true, (byte)0), (second.Length, second.IsUniform, second.Value));

            // It maps its lanes and what was copied for it: nothing that the others have.
            long[] others = [.. (await writer.Client.HoldingsAsync()).Mappings.Concat((await reader.Client.HoldingsAsync()).Mappings).Concat(trusted.Mappings).Select(static mapping => mapping.Inode)];
            Assert.NotEmpty(second.Mappings);
            Assert.DoesNotContain(second.Mappings, mapping => others.Contains(mapping.Inode));

            // What it made lies in its own memory, of which nothing is in use once it was copied.
            using SharedBytes made = await isolated.Client.MakeAsync(200_000, 9);
            Assert.False(made.Span.ContainsAnyExcept((byte)9));
            await SettledAsync(async () => (await isolated.Client.HoldingsAsync()).SlotsInUse == 0);
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task Who_keeps_what_it_was_lent_for_too_long_loses_its_session()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader", limits: new Rpc.SessionLimits { ReturnTimeout = TimeSpan.FromMilliseconds(100) }))
        {
            using (SharedBytes bulk = SharedBytes.Rent(100_000))
                await reader.Client.KeepAsync(bulk);
            Exception? reason = await reader.Session.Closed.WaitAsync(LibraryProcess.Patience);
            Assert.Contains("SessionLimits.ReturnTimeout", reason?.Message, StringComparison.Ordinal);

            // It may still read what it keeps, which is not used again before it has ended.
            Assert.Equal(before.SlotsInUse + 1, Holder.Now().SlotsInUse);
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task Who_writes_to_what_it_was_lent_dies_of_it_and_nobody_else_notices()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        {
            using SharedBytes bulk = await writer.Client.MakeAsync(100_000, 7);
            await Assert.ThrowsAsync<PeerLostException>(async () => await reader.Client.DefaceAsync(bulk).AsTask().WaitAsync(LibraryProcess.Patience));
            Assert.NotEqual(0, await reader.ExitCodeAsync());
            Assert.False(bulk.Span.ContainsAnyExcept((byte)7));
            using SharedBytes next = await writer.Client.MakeAsync(100_000, 8);
            Assert.False(next.Span.ContainsAnyExcept((byte)8));
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task What_a_process_has_lent_stays_readable_after_its_death()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        {
            using (SharedBytes bulk = await writer.Client.MakeAsync(3 << 20, 9))
            {
                await reader.Client.KeepAsync(bulk);
                await writer.KillAsync();
                Assert.False(bulk.Span.ContainsAnyExcept((byte)9));
            }

            Assert.True(await reader.Client.DropAsync());
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task What_a_process_was_lent_comes_back_with_its_death()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        {
            using (SharedBytes bulk = await writer.Client.MakeAsync(3 << 20, 9))
                await reader.Client.KeepAsync(bulk);
            Assert.Equal(1, (await writer.Client.HoldingsAsync()).SlotsInUse);
            await reader.KillAsync();
            await SettledAsync(async () => (await writer.Client.HoldingsAsync()).SlotsInUse == 0);
        }

        await NothingIsLeftAsync(before);
    }

    [Fact]
    public async Task What_is_still_read_when_its_session_ends_is_not_written_over()
    {
        Holdings before = Holder.Now();
        await using (LibraryProcess reader = await LibraryProcess.StartAsync(_folder, "reader"))
        await using (LibraryProcess writer = await LibraryProcess.StartAsync(_folder, "writer"))
        {
            SharedBytes bulk = await writer.Client.MakeAsync(100_000, 1);
            await writer.Session.DisposeAsync();
            await writer.Session.Closed.WaitAsync(LibraryProcess.Patience);
            Assert.False(bulk.Span.ContainsAnyExcept((byte)1));
            await using (var again = await Rpc.CellSession.OpenAsync(Platform.Sockets.UnixSocket.Connect(Path.Combine(_folder.Path, "writer")), new Rpc.SessionOptions()))
            {
                // More than all slots of that size: each is used again, but the one that is read.
                LibraryClient client = again.CreateClient<LibraryClient>();
                for (int i = 0; i < 200; i++)
                    (await client.MakeAsync(100_000, 2)).Dispose();
                Assert.False(bulk.Span.ContainsAnyExcept((byte)1));
                bulk.Dispose();
                await SettledAsync(async () => (await client.HoldingsAsync()).SlotsInUse == 0);
            }
        }

        await NothingIsLeftAsync(before);
    }

    private static async Task SettledAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(LibraryProcess.Patience);
        while (!await isSo())
            await Task.Delay(20, patience.Token);
    }

    private static async Task NothingIsLeftAsync(Holdings before)
    {
        try
        {
            await SettledAsync(() => Task.FromResult(!Holder.HasMoreThan(before, out _)));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Before: {before}; {Holder.Now()} is left.");
        }
    }
}
