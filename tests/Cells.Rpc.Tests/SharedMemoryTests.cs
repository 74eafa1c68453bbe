using System.Buffers.Binary;
using System.Net.Sockets;
using Cells.Platform.Native;
using Cells.Platform.Polling;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Tests;
using Cells.Transports.Links;
using Cells.Transports.Sockets;

namespace Cells.Rpc.Tests;

/// <summary>How sessions come to use shared memory, and what a peer may not do with it.</summary>
public sealed class SharedMemoryTests
{
    private static readonly CellServerOptions Refusing = new() { Session = new SessionOptions { SharedMemory = false } };

    [Fact]
    public async Task A_session_goes_over_shared_memory_by_itself_and_says_so()
    {
        await using var desk = new ServedDesk();
        await using CellSession session = await OpenAsync(desk);
        Assert.Equal("shm", session.Peer.Transport);
        Assert.Null(session.WhyNoSharedMemory);
        Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        Assert.Equal("shm", Assert.Single(desk.Server.Sessions).Peer.Transport);
        await desk.Log.WaitForAsync("goes over shm");
    }

    [Fact]
    public async Task A_caller_that_has_it_turned_off_is_served_through_the_socket()
    {
        await using var desk = new ServedDesk();
        await using CellSession session = await OpenAsync(desk, new SessionOptions { SharedMemory = false });
        Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        Assert.Equal("unix", session.Peer.Transport);
        Assert.Equal("This side has shared memory turned off.", session.WhyNoSharedMemory);
        CellSession served = Assert.Single(desk.Server.Sessions);
        Assert.Equal("unix", served.Peer.Transport);
        Assert.Equal("The peer offered no shared memory.", served.WhyNoSharedMemory);
        await desk.Log.WaitForAsync("goes through its socket: The peer offered no shared memory.");
    }

    [Fact]
    public async Task Nothing_is_lost_where_the_offer_is_refused()
    {
        await using var desk = new ServedDesk(options: Refusing);

        // Its introduction is in a ring that nobody reads when the refusal comes.
        await using CellSession session = await OpenAsync(desk);
        DeskClient client = session.CreateClient<DeskClient>();
        int[] sums = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => client.AddAsync(i, 1).AsTask()));
        Assert.Equal(Enumerable.Range(1, 200), sums);
        Assert.Equal("unix", session.Peer.Transport);
        Assert.Equal("The peer has shared memory turned off.", session.WhyNoSharedMemory);
        Assert.Equal("This side has shared memory turned off.", Assert.Single(desk.Server.Sessions).WhyNoSharedMemory);
    }

    [Fact]
    public async Task A_connection_that_passes_bytes_alone_stays_on_the_socket()
    {
        await using var desk = new ServedDesk();
        string path = Path.Combine(Path.GetDirectoryName(desk.SocketPath)!, "proxy");
        await using FaultProxy proxy = FaultProxy.Start(path, desk.SocketPath, FaultPlan.None, FaultPlan.None);
        await using CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(path), new SessionOptions());
        Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        Assert.Equal("The peer got no descriptor with the offer of shared memory; something between the two passes bytes only.", session.WhyNoSharedMemory);
    }

    [Fact]
    public async Task A_long_introduction_is_not_lost_where_the_offer_is_refused()
    {
        // More than is written to a ring that nobody has agreed to read, and less than an introduction may have.
        await using var desk = new ServedDesk(options: Refusing);
        string name = new('n', RingPair.UnattachedBytes + 5000);
        await using CellSession session = await OpenAsync(desk, new SessionOptions { Name = name });
        Assert.Equal(3, await session.CreateClient<DeskClient>().AddAsync(1, 2));
        Assert.Equal(name, Assert.Single(desk.Server.Sessions).Peer.Cell);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_used_ends_with_the_reason()
    {
        using var socket = new RawListener();
        Task<CellSession> opening = CellSession.OpenAsync(socket.Connect(), new SessionOptions()).AsTask();
        using UnixSocket accepted = socket.Accept();
        using var memory = new ForeignMemory(RingPair.RegionBytes, seals: 0x2 | 0x4);
        accepted.SendDescriptors(LaneRecords.Of(kind: 2), memory.Descriptor);
        CellException error = await Assert.ThrowsAsync<CellException>(() => opening);
        Assert.Contains("not sealed", error.Message);
    }

    [Fact]
    public async Task An_answer_in_another_layout_leaves_the_session_on_the_socket()
    {
        using var socket = new RawListener();
        Task<CellSession> opening = CellSession.OpenAsync(socket.Connect(), new SessionOptions()).AsTask();
        using UnixSocket accepted = socket.Accept();
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        byte[] record = LaneRecords.Of(kind: 2);
        record[8] = 7;
        accepted.SendDescriptors(record, memory.Descriptor);
        byte[] received = await accepted.ReceiveAsync(4 * 16, ServedDesk.Patience);
        Assert.Equal(LaneRecords.Of(kind: 1), received[..16]);
        Assert.Equal((4, 3), (received[16 + 10], received[16 + 12]));
        Assert.Equal("CELLRPC\0"u8, received.AsSpan(32, 8));
        accepted.Dispose();
        await Assert.ThrowsAsync<CellException>(() => opening);
    }

    [Theory]
    [InlineData(RingPair.CapacityBytes + 1L)]
    [InlineData(-1L)]
    public async Task An_impossible_cursor_ends_its_session_with_a_reason_and_no_other(long written)
    {
        await using var desk = new ServedDesk();
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        memory.Write(offset: 0, written);
        raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor);
        raw.SendDescriptors(LaneRecords.Of(kind: 3));
        await desk.Log.WaitForAsync("claims to be written");
        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
    }

    [Fact]
    public async Task A_writer_that_was_woken_before_there_was_room_asks_to_be_woken_again()
    {
        using var socket = new RawListener();
        var link = SocketLink.OfferSharedMemory(socket.Connect());
        using UnixSocket peer = socket.Accept();
        (_, DescriptorHandle[] offered) = peer.ReceiveDescriptors((int)ServedDesk.Patience.TotalMilliseconds);
        await peer.ReceiveAsync(15, ServedDesk.Patience);
        using var region = SharedRegion.Open(Assert.Single(offered), RingPair.RegionBytes);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        link.Start(new NothingReceiver());
        peer.SendDescriptors(LaneRecords.Of(kind: 2), memory.Descriptor);
        Assert.Equal(LaneRecords.Of(kind: 3), await peer.ReceiveAsync(16, ServedDesk.Patience));

        // More than the ring holds, and the peer reads nothing.
        for (int sent = 0; sent <= RingPair.CapacityBytes; sent += 32 << 10)
        {
            link.BeginFrame(32 << 10).Clear();
            link.CommitFrame();
        }

        Assert.True(SpinWait.SpinUntil(() => ForBytes() != 0 && ForRoom() != 0, ServedDesk.Patience), "It does not sleep.");
        (uint bytes, uint room) = (ForBytes(), ForRoom());
        peer.Ring();
        Assert.True(SpinWait.SpinUntil(() => ForBytes() != 0 && ForBytes() != bytes, ServedDesk.Patience), "It does not sleep again.");
        Assert.True(SpinWait.SpinUntil(() => ForRoom() != room, ServedDesk.Patience), "Who was woken for this sleep is not woken again for it, and there is a further one.");
        link.Close();

        uint ForBytes() => BinaryPrimitives.ReadUInt32LittleEndian(region.Memory.Span[128..]);
        uint ForRoom() => BinaryPrimitives.ReadUInt32LittleEndian(region.Memory.Span[192..]);
    }

    [Fact]
    public async Task Memory_that_others_can_write_is_refused()
    {
        await using var desk = new ServedDesk();
        using var memory = new ForeignMemory(RingPair.RegionBytes, seals: 0x2 | 0x4);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor);
        await desk.Log.WaitForAsync("not sealed");
    }

    [Fact]
    public async Task Descriptors_that_were_not_announced_end_the_session_and_are_closed()
    {
        await using var desk = new ServedDesk();
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        int before = Mapped.Descriptors;
        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor, memory.Descriptor);
            await desk.Log.WaitForAsync("2 descriptors");
        }

        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor);
            raw.SendDescriptors(LaneRecords.Of(kind: 3));
            raw.SendDescriptors(0, memory.Descriptor);
            await desk.Log.WaitForAsync("not one of them announced");
        }

        await WaitUntilAsync(() => Mapped.Descriptors == before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_descriptors_at_once_end_the_session_and_are_closed(bool inOpening)
    {
        await using var desk = new ServedDesk();
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        int before = Mapped.Descriptors;
        using (var raw = UnixSocket.Connect(desk.SocketPath))
        {
            if (!inOpening)
            {
                raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor);
                raw.SendDescriptors(LaneRecords.Of(kind: 3));
            }

            memory.SendTimes(100, raw.Handle);
            await desk.Log.WaitForAsync("MaxDescriptors");
        }

        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
        await WaitUntilAsync(() => Mapped.Descriptors == before);
    }

    [Fact]
    public async Task A_descriptor_with_each_byte_of_an_opening_ends_the_session_and_is_closed()
    {
        await using var desk = new ServedDesk();
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
    public async Task An_offer_in_another_layout_is_refused_and_the_session_stays_on_the_socket()
    {
        await using var desk = new ServedDesk();
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        byte[] record = LaneRecords.Of(1);
        record[8] = 7;
        raw.SendDescriptors(record, memory.Descriptor);
        byte[] refusal = await raw.ReceiveAsync(16, ServedDesk.Patience);
        Assert.Equal((4, 3), (refusal[10], refusal[12]));
        Assert.Contains("different versions", Assert.Single(desk.Server.Sessions).WhyNoSharedMemory);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task Words_about_memory_out_of_turn_end_the_session(int kind)
    {
        await using var desk = new ServedDesk();
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        raw.SendDescriptors(LaneRecords.Of((byte)kind), memory.Descriptor);
        await desk.Log.WaitForAsync("about shared memory");
    }

    [Fact]
    public async Task A_peer_that_rings_for_nothing_is_cut_off()
    {
        await using var desk = new ServedDesk();
        await using CellSession other = await OpenAsync(desk);
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var raw = UnixSocket.Connect(desk.SocketPath);
        raw.SendDescriptors(LaneRecords.Of(1), memory.Descriptor);
        raw.SendDescriptors(LaneRecords.Of(kind: 3));
        Task<string> cut = desk.Log.WaitForAsync("for nothing");
        while (!cut.IsCompleted && raw.Ring())
            await Task.Yield();
        Assert.Contains("MaxEmptyWakeUps", await cut);
        Assert.Equal(3, await other.CreateClient<DeskClient>().AddAsync(1, 2));
    }

    [Fact]
    public async Task Nothing_of_a_session_is_left_mapped_or_open_after_it()
    {
        await using var desk = new ServedDesk();
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

    private static async Task<CellSession> OpenAsync(ServedDesk desk, SessionOptions? options = null) =>
        await CellSession.OpenAsync(UnixSocket.Connect(desk.SocketPath), options ?? new SessionOptions());

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

    /// <summary>Takes no notice of what comes.</summary>
    private sealed class NothingReceiver : IFrameReceiver
    {
        public ReadOutcome OnFrames() => ReadOutcome.Progress;

        public void OnEnded(Exception? error)
        {
        }

        public void OnTakenOver()
        {
        }
    }
}
