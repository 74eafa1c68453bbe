using System.Security.Cryptography;
using Cells.Platform.Memory;
using Cells.Platform.Native;
using Cells.Platform.SharedMemory;
using Cells.Platform.Sockets;
using Cells.Tests;

namespace Cells.Platform.Tests.SharedMemory;

public sealed class RingPairTests
{
    private const int WrittenAt = 0;
    private const int ReleasedAt = 64;

    [Fact]
    public void Bytes_come_out_as_they_went_in_across_every_boundary()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            var random = new Random(1);
            using var sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] room = new byte[RingPair.CapacityBytes];
            long underWay = 0, total = 0;
            while (total < 16L << 20)
            {
                var piece = new PinnedBuffer(random.Next(1, RingPair.CapacityBytes));
                random.NextBytes(piece.Span);
                int written = one.Write(Pieces(piece), out _);
                Assert.Equal(Math.Min(piece.Capacity, RingPair.CapacityBytes - underWay), written);
                sent.AppendData(piece.Span[..written]);
                underWay += written;
                int read = other.Read(room.AsSpan(0, random.Next(1, room.Length)), out _);
                received.AppendData(room, 0, read);
                underWay -= read;
                total += read;
            }

            while (other.Read(room, out _) is var rest and > 0)
                received.AppendData(room, 0, rest);
            Assert.Equal(sent.GetHashAndReset(), received.GetHashAndReset());
        }
    }

    [Fact]
    public void A_sleeping_reader_is_woken_once_and_one_that_is_awake_never()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            SendPieces pieces = Pieces(new PinnedBuffer(16));
            byte[] room = new byte[64];
            one.Write(pieces, out bool ring);
            Assert.False(ring);
            Assert.False(other.SleepForBytes());
            Assert.Equal(16, other.Read(room, out _));
            Assert.True(other.SleepForBytes());
            one.Write(pieces, out ring);
            Assert.True(ring);
            one.Write(pieces, out ring);
            Assert.False(ring);
            other.Awake();
            one.Write(pieces, out ring);
            Assert.False(ring);
        }
    }

    [Fact]
    public void A_writer_that_waits_for_room_is_woken_once_when_a_quarter_of_the_ring_is_read()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            SendPieces pieces = Pieces(new PinnedBuffer(RingPair.CapacityBytes));
            Assert.Equal(RingPair.CapacityBytes, one.Write(pieces, out _));
            Assert.Equal(0, one.Write(pieces, out _));
            Assert.True(one.SleepForRoom());
            int read = 0;
            int rings = 0;
            for (; read < RingPair.CapacityBytes / 2; read += 64)
            {
                other.Read(new byte[64], out bool ring);
                rings += ring ? 1 : 0;
                Assert.Equal(read + 64 >= RingPair.CapacityBytes / 4 ? 1 : 0, rings);
            }

            Assert.False(one.SleepForRoom());
            Assert.Equal(read, one.Write(pieces, out _));
        }
    }

    [Fact]
    public void What_was_written_before_the_peer_came_wakes_it_when_it_sleeps_already()
    {
        using var one = new RingPair();
        using var other = new RingPair();
        one.Write(Pieces(new PinnedBuffer(16)), out _);
        var ofOther = SharedRegion.Open(Duplicate(other.Descriptor), RingPair.RegionBytes);
        other.Attach(SharedRegion.Open(Duplicate(one.Descriptor), RingPair.RegionBytes));
        Assert.Equal(16, other.Read(new byte[64], out _));
        Assert.True(other.SleepForBytes());
        one.Write(Pieces(new PinnedBuffer(16)), out bool ring);
        Assert.False(ring);
        Assert.True(one.Attach(ofOther));
    }

    [Theory]
    [InlineData(RingPair.CapacityBytes + 1L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_impossible_cursor_of_the_writer_is_an_error(long written)
    {
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var own = new RingPair();
        own.Attach(SharedRegion.Open(memory.Duplicate(), RingPair.RegionBytes));
        memory.Write(WrittenAt, written);
        Assert.Throws<InvalidDataException>(() => own.Read(new byte[64], out _));
    }

    [Fact]
    public void A_cursor_of_the_writer_that_goes_back_is_an_error()
    {
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var own = new RingPair();
        own.Attach(SharedRegion.Open(memory.Duplicate(), RingPair.RegionBytes));
        memory.Write(WrittenAt, 48);
        Assert.Equal(48, own.Read(new byte[64], out _));
        memory.Write(WrittenAt, 32);
        Assert.Throws<InvalidDataException>(() => own.Read(new byte[64], out _));
    }

    [Theory]
    [InlineData(RingPair.CapacityBytes + 1L)]
    [InlineData(-1L)]
    [InlineData(15L)]
    public void An_impossible_cursor_of_the_reader_is_an_error(long released)
    {
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var own = new RingPair();
        own.Attach(SharedRegion.Open(memory.Duplicate(), RingPair.RegionBytes));
        SendPieces all = Pieces(new PinnedBuffer(RingPair.CapacityBytes));
        own.Write(all, out _);
        memory.Write(ReleasedAt, 16);
        Assert.Equal(16, own.Write(all, out _));
        memory.Write(ReleasedAt, released == RingPair.CapacityBytes + 1L ? RingPair.CapacityBytes + 17L : released);
        Assert.Throws<InvalidDataException>(() => own.Write(all, out _));
    }

    [Fact]
    public void What_is_built_in_place_is_read_once_it_is_published_and_not_before()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            byte[] room = new byte[64];
            Assert.True(one.TryReserve(16, out Span<byte> frame));
            frame.Fill(1);
            Assert.Equal(frame, one.Build(16));
            Assert.True(one.TryReserve(32, out frame));
            frame.Fill(2);
            one.Build(32);
            Assert.Equal(48, one.Built);
            Assert.Equal(0, other.Read(room, out _));
            byte[] seen = new byte[48];
            Assert.True(one.TryReadWritten(0, seen));
            Assert.False(one.Publish());
            Assert.Equal(0, one.Built);
            Assert.Equal(48, other.Read(room, out _));
            Assert.Equal([.. Enumerable.Repeat((byte)1, 16), .. Enumerable.Repeat((byte)2, 32)], room[..48]);
            Assert.Equal(seen, room[..48]);
            Assert.True(other.SleepForBytes());
            Assert.True(one.TryReserve(16, out _));
            one.Build(16);
            Assert.True(one.Publish());
        }
    }

    [Fact]
    public void What_is_built_and_what_is_written_comes_out_in_order_and_nothing_large_is_built_across_the_end_of_the_ring()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            var random = new Random(4);
            using var sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] room = new byte[RingPair.CapacityBytes];
            int built = 0, refused = 0;
            for (int i = 0; i < 20_000; i++)
            {
                // Small pieces are gathered beside the ring, larger ones are built in it.
                var piece = new PinnedBuffer(random.Next(2) == 0 ? random.Next(1, 600) : random.Next(1, 5000));
                random.NextBytes(piece.Span);
                if (one.TryReserve(piece.Capacity, out Span<byte> place))
                {
                    piece.Span.CopyTo(place);
                    sent.AppendData(one.Build(piece.Capacity));
                    built++;
                }
                else
                {
                    refused++;
                    int written = one.Write(Pieces(piece), out _);
                    sent.AppendData(piece.Span[..written]);
                    Assert.Equal(0, one.Built);
                }

                if (random.Next(3) == 0)
                    one.Publish();
                if (random.Next(4) == 0)
                    received.AppendData(room, 0, other.Read(room.AsSpan(0, random.Next(1, room.Length)), out _));
            }

            one.Publish();
            while (other.Read(room, out _) is var rest and > 0)
                received.AppendData(room, 0, rest);
            Assert.Equal(sent.GetHashAndReset(), received.GetHashAndReset());
            Assert.True(built > 10_000 && refused > 100, $"{built} pieces were built, {refused} had no place in one piece.");
        }
    }

    [Fact]
    public void What_is_gathered_beside_the_ring_can_be_read_back_before_the_peer_sees_it_and_continues_over_the_end_of_the_ring()
    {
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        {
            const int Before = RingPair.CapacityBytes - 40;
            byte[] room = new byte[RingPair.CapacityBytes];
            one.Write(Pieces(new PinnedBuffer(Before)), out _);
            Assert.Equal(Before, other.Read(room, out _));
            var expected = new List<byte>();
            foreach (int size in (int[])[16, 48, 512, 4000, 32])
            {
                Assert.True(one.TryReserve(size, out Span<byte> frame), $"{size} bytes");
                frame.Fill((byte)size);
                Assert.Equal(frame, one.Build(size));
                expected.AddRange(Enumerable.Repeat((byte)size, size));
                byte[] seen = new byte[expected.Count];
                Assert.True(one.TryReadWritten(Before, seen));
                Assert.Equal(expected, seen);
                Assert.Equal(0, other.Read(room, out _));
            }

            one.Publish();
            int read = other.Read(room, out _);
            Assert.Equal(expected, room[..read]);
        }
    }

    [Theory]
    [InlineData(RingPair.CapacityBytes + 17L)]
    [InlineData(-1L)]
    public void Nothing_is_built_where_the_readers_cursor_is_impossible(long released)
    {
        using var memory = new ForeignMemory(RingPair.RegionBytes);
        using var own = new RingPair();
        own.Attach(SharedRegion.Open(memory.Duplicate(), RingPair.RegionBytes));
        own.Write(Pieces(new PinnedBuffer(RingPair.CapacityBytes)), out _);
        Assert.False(own.TryReserve(16, out _));
        memory.Write(ReleasedAt, released);
        Assert.False(own.TryReserve(16, out _));
        memory.Write(ReleasedAt, 16);
        Assert.True(own.TryReserve(16, out _));
    }

    [Fact]
    public async Task A_lost_wake_up_would_be_seen_when_both_sides_pause_anywhere()
    {
        const int Rounds = 200_000;
        (RingPair one, RingPair other) = Connect();
        using (one)
        using (other)
        using (var bell = new SemaphoreSlim(0))
        {
            Task writing = Task.Run(() =>
            {
                var random = new Random(2);
                SendPieces pieces = Pieces(new PinnedBuffer(16));
                for (int i = 0; i < Rounds; i++)
                {
                    Pause(random);
                    one.Write(pieces, out bool ring);
                    if (ring)
                        bell.Release();
                    while (!one.HasRoom)
                        Thread.Yield();
                }
            });
            var patience = new Random(3);
            byte[] room = new byte[4096];
            long read = 0;
            while (read < Rounds * 16L)
            {
                Pause(patience);
                int now = other.Read(room, out _);
                read += now;
                if (now == 0 && read < Rounds * 16L && other.SleepForBytes())
                    Assert.True(await bell.WaitAsync(TimeSpan.FromSeconds(30)), $"No wake-up came after {read} bytes.");
                other.Awake();
            }

            await writing;
        }
    }

    private static void Pause(Random random)
    {
        if (random.Next(4) == 0)
            Thread.SpinWait(random.Next(40));
    }

    private static (RingPair One, RingPair Other) Connect()
    {
        var one = new RingPair();
        var other = new RingPair();
        var ofOne = SharedRegion.Open(Duplicate(one.Descriptor), RingPair.RegionBytes);
        one.Attach(SharedRegion.Open(Duplicate(other.Descriptor), RingPair.RegionBytes));
        other.Attach(ofOne);
        return (one, other);
    }

    /// <summary>The way that a descriptor takes to another process.</summary>
    private static DescriptorHandle Duplicate(DescriptorHandle descriptor)
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.Pair();
        using (first)
        using (second)
        {
            first.SendDescriptors(1, descriptor);
            return Assert.Single(second.ReceiveDescriptors(1000).Descriptors);
        }
    }

    private static SendPieces Pieces(PinnedBuffer buffer)
    {
        var pieces = new SendPieces();
        pieces.TryAdd(buffer, 0, buffer.Capacity);
        return pieces;
    }
}
