using System.Buffers.Binary;
using System.Net.Sockets;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Rpc.Tests;

/// <summary>How sessions come to use shared memory, and what a peer may not do with it.</summary>
public sealed class SharedMemoryTests
{
    private static readonly CellServerOptions Accepting = new() { Session = new SessionOptions { SharedMemory = SharedMemoryUse.Accept } };

    [Fact]
    public async Task A_session_that_offers_shared_memory_gets_it_and_says_so()
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using CellSession session = await OpenAsync(desk);
        Assert.Equal("shm", session.Peer.Transport);
        Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        Assert.Equal("shm", Assert.Single(desk.Server.Sessions).Peer.Transport);
    }

    [Fact]
    public async Task A_server_that_accepts_shared_memory_also_serves_who_offers_none()
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using DeskClient client = await desk.ConnectAsync();
        Assert.Equal(3, await client.AddAsync(1, 2));
        Assert.Equal("unix", Assert.Single(desk.Server.Sessions).Peer.Transport);
    }

    [Fact]
    public async Task An_offer_to_a_server_that_takes_none_ends_with_what_to_do()
    {
        await using var desk = new ServedDesk();
        CellException error = await Assert.ThrowsAsync<CellException>(() => OpenAsync(desk));
        Assert.Contains("SessionOptions.SharedMemory", error.Message);
    }

    [Theory]
    [InlineData(RingPair.CapacityBytes + 1L)]
    [InlineData(-1L)]
    public async Task An_impossible_cursor_ends_its_session_with_a_reason_and_no_other(long written)
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        memory.Write(offset: 0, written);
        raw.SendDescriptors(Record(), memory.Descriptor);
        await desk.Log.WaitForAsync("claims to be written");
        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
    }

    [Fact]
    public async Task Memory_that_others_can_write_is_refused()
    {
        await using var desk = new ServedDesk(options: Accepting);
        using var memory = new ForeignMemory(RingPair.RegionBytes, seals: 0x2 | 0x4);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        raw.SendDescriptors(Record(), memory.Descriptor);
        await desk.Log.WaitForAsync("not sealed");
    }

    [Fact]
    public async Task Descriptors_that_were_not_announced_end_the_session_and_are_closed()
    {
        await using var desk = new ServedDesk(options: Accepting);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        int before = Mapped.Descriptors;
        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors(Record(), memory.Descriptor, memory.Descriptor);
            await desk.Log.WaitForAsync("2 descriptors");
        }

        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors(Record(), memory.Descriptor);
            raw.SendDescriptors(0, memory.Descriptor);
            await desk.Log.WaitForAsync("not one of them announced");
        }

        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors(Record());
            await desk.Log.WaitForAsync("sent no descriptor");
        }

        await WaitUntilAsync(() => Mapped.Descriptors == before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_descriptors_at_once_end_the_session_and_are_closed(bool inOpening)
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        int before = Mapped.Descriptors;
        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            if (!inOpening)
                raw.SendDescriptors(Record(), memory.Descriptor);
            memory.SendTimes(100, raw.Handle);
            await desk.Log.WaitForAsync("MaxDescriptors");
        }

        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
        await WaitUntilAsync(() => Mapped.Descriptors == before);
    }

    [Fact]
    public async Task A_descriptor_with_each_byte_of_an_opening_ends_the_session_and_is_closed()
    {
        await using var desk = new ServedDesk(options: Accepting);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        int before = Mapped.Descriptors;
        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors((byte)'C', memory.Descriptor);
            raw.SendDescriptors((byte)'E', memory.Descriptor);
            await desk.Log.WaitForAsync("one is announced");
        }

        await WaitUntilAsync(() => Mapped.Descriptors == before);
    }

    [Fact]
    public async Task Another_version_or_size_is_refused_with_both()
    {
        await using var desk = new ServedDesk(options: Accepting);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        byte[] record = Record();
        record[8] = 7;
        raw.SendDescriptors(record, memory.Descriptor);
        Assert.Contains("version 7", await desk.Log.WaitForAsync("shared memory has version"));
    }

    [Fact]
    public async Task A_peer_that_rings_for_nothing_is_cut_off()
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        raw.SendDescriptors(Record(), memory.Descriptor);
        Task<string> cut = desk.Log.WaitForAsync("for nothing");
        while (!cut.IsCompleted && raw.Ring())
            await Task.Yield();
        Assert.Contains("MaxEmptyWakeUps", await cut);
        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
    }

    [Fact]
    public async Task Nothing_of_a_session_is_left_mapped_or_open_after_it()
    {
        await using var desk = new ServedDesk(options: Accepting);
        await using (CellSession first = await OpenAsync(desk))
            Assert.Equal(3, await first.CreateClient<DeskClient>().AddAsync(1, 2));
        await WaitUntilAsync(() => desk.Server.Sessions.Count == 0);
        (int descriptors, int mappings) = (Mapped.Descriptors, Mapped.Regions);
        for (int i = 0; i < 50; i++)
        {
            await using CellSession session = await OpenAsync(desk);
            Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        }

        await WaitUntilAsync(() => Mapped.Descriptors <= descriptors && Mapped.Regions <= mappings);
    }

    private static async Task<CellSession> OpenAsync(ServedDesk desk) =>
        await CellSession.OpenAsync(UnixSocket.Connect(desk.SocketPath), new SessionOptions { SharedMemory = SharedMemoryUse.Offer });

    private static byte[] Record()
    {
        byte[] record = new byte[16];
        "CELLANE\0"u8.CopyTo(record);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), RingPair.RegionBytes);
        return record;
    }

    private static async Task WaitUntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(ServedDesk.Patience);
        while (!isSo())
            await Task.Delay(10, patience.Token);
    }

    /// <summary>The shared memory of this process.</summary>
    private static class Mapped
    {
        internal static int Descriptors =>
            Directory.GetFiles("/proc/self/fd").Count(static file => new FileInfo(file).LinkTarget?.StartsWith("/memfd:cells", StringComparison.Ordinal) == true);

        internal static int Regions => File.ReadLines("/proc/self/maps").Count(static line => line.Contains("/memfd:cells", StringComparison.Ordinal));
    }
}
