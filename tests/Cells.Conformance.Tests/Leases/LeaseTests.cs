using Cells.Images;
using Cells.Rpc;

namespace Cells.Conformance.Leases;

public sealed class LeaseTests
{
    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_lease_is_filled_passed_and_comes_back_in_another(string transport)
    {
        var album = new Album();
        (CellSession caller, CellSession server) = await Album.OpenAsync(transport, album);
        AlbumClient client = caller.CreateClient<AlbumClient>();
        foreach (int length in new[] { 0, 1, 1000, 65_536, 3_000_001 })
        {
            using SharedBytes pixels = SharedBytes.Rent(length);
            new Random(length).NextBytes(pixels.WritableSpan);
            byte[] expected = [.. pixels.Span.ToArray().Select(static one => (byte)~one)];
            Photo inverted = await client.InvertAsync(new Photo("one", pixels)).AsTask().WaitAsync(Peers.Patience);
            using SharedBytes received = inverted.Pixels;
            Assert.Equal(expected, received.Span.ToArray());

            // The argument stayed the caller's, but others may have read it.
            Assert.Equal(length, pixels.Span.Length);
            Assert.Throws<InvalidOperationException>(() => pixels.WritableSpan.Length);
            Assert.Throws<InvalidOperationException>(() => received.WritableSpan.Length);
        }

        await caller.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_a_handler_returns_or_yields_it_has_given_up(string transport)
    {
        var album = new Album();
        (CellSession caller, CellSession server) = await Album.OpenAsync(transport, album);
        AlbumClient client = caller.CreateClient<AlbumClient>();
        using SharedBytes pixels = SharedBytes.CopyOf([1, 2, 3]);
        using SharedBytes thumbnail = SharedBytes.CopyOf([4]);
        var photo = new Photo("one", pixels, thumbnail, [pixels, thumbnail]);
        for (int i = 0; i < 2; i++)
        {
            Photo back = await client.ReturnAsync(photo).AsTask().WaitAsync(Peers.Patience);
            Assert.Equal(photo, back);
            Dispose(back);
        }

        foreach (int bytes in new[] { 100, 200_000 })
        {
            int number = 0;
            await foreach (Photo listed in client.ListAsync(5, bytes))
            {
                Assert.Equal(bytes, listed.Pixels.Length);
                Assert.Equal(-1, listed.Pixels.Span.IndexOfAnyExcept((byte)number++));
                Dispose(listed);
            }

            Assert.Equal(5, number);
        }

        Assert.Equal(12, album.GivenUp.Count);
        using var patience = new CancellationTokenSource(Peers.Patience);
        foreach (SharedBytes given in album.GivenUp)
        {
            // The outcome is here a moment before the handler's side is done with it.
            while (!IsGivenBack(given))
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        await caller.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task What_was_received_can_be_passed_on(string transport)
    {
        (CellSession middle, CellSession back) = await Album.OpenAsync(transport, new Album());
        (CellSession caller, CellSession front) = await Album.OpenAsync(transport, new Album(middle.CreateClient<AlbumClient>()));
        AlbumClient client = caller.CreateClient<AlbumClient>();
        using SharedBytes pixels = SharedBytes.Rent(1 << 20);
        pixels.WritableSpan.Fill(5);
        using SharedBytes passed = await client.PassOnAsync(pixels).AsTask().WaitAsync(Peers.Patience);
        Assert.Equal(1 << 20, passed.Length);
        Assert.Equal(-1, passed.Span.IndexOfAnyExcept(unchecked((byte)~5)));
        foreach (CellSession session in new[] { caller, front, middle, back })
            await session.DisposeAsync();
    }

    [Theory]
    [ClassData(typeof(Transports))]
    public async Task A_lease_that_was_given_back_fails_its_call_alone(string transport)
    {
        (CellSession caller, CellSession server) = await Album.OpenAsync(transport, new Album());
        AlbumClient client = caller.CreateClient<AlbumClient>();
        SharedBytes pixels = SharedBytes.CopyOf([1, 2, 3]);
        pixels.Dispose();
        pixels.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pixels.Span.Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.ReturnAsync(new Photo("one", pixels)));
        using SharedBytes fresh = SharedBytes.CopyOf([7]);
        Dispose(await client.ReturnAsync(new Photo("two", fresh)).AsTask().WaitAsync(Peers.Patience));
        await caller.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_of_a_quarter_gigabyte_passes()
    {
        (CellSession caller, CellSession server) = await Album.OpenAsync("unix", new Album());
        using SharedBytes pixels = SharedBytes.Rent(256 << 20);
        pixels.WritableSpan.Fill(9);
        Photo back = await caller.CreateClient<AlbumClient>().ReturnAsync(new Photo("large", pixels)).AsTask().WaitAsync(Peers.Patience);
        Assert.Equal(pixels, back.Pixels);
        Dispose(back);
        await caller.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public void The_bytes_of_leases_are_not_allocated_again_and_again()
    {
        using SharedBytes pixels = SharedBytes.Rent(1 << 20);
        using Image<Photo> image = Image<Photo>.Create(new Photo("one", pixels));
        Dispose(ImageCodec.Read<Photo>(image.Bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Dispose(ImageCodec.Read<Photo>(image.Bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 1000);
    }

    [Fact]
    public void Rented_memory_is_zero_although_it_was_used_before()
    {
        for (int i = 0; i < 10; i++)
        {
            using SharedBytes lease = SharedBytes.Rent(100_000);
            Assert.Equal(-1, lease.Span.IndexOfAnyExcept((byte)0));
            lease.WritableSpan.Fill(1);
        }
    }

    private static bool IsGivenBack(SharedBytes lease)
    {
        try
        {
            return lease.Span.Length < 0;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static void Dispose(Photo photo)
    {
        photo.Pixels.Dispose();
        photo.Thumbnail?.Dispose();
        photo.Layers?.ForEach(static layer => layer.Dispose());
    }
}
