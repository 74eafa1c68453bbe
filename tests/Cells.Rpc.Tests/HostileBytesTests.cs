using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cells.Rpc.Tests;

public sealed class HostileBytesTests
{
    [Fact]
    public async Task Bytes_of_another_protocol_end_their_session_with_a_reason_and_no_other()
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        using Socket raw = desk.ConnectRaw();
        raw.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        Assert.Contains("CELLRPC", await desk.Log.WaitForAsync("does not speak"));
        Wire.ReadToEnd(raw);
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_process_that_broke_the_protocol_waits_before_its_next_session_is_begun_while_open_ones_go_on()
    {
        await using var desk = new ServedDesk(options: new CellServerOptions { ViolationDelay = TimeSpan.FromMilliseconds(300) });
        await using DeskClient open = await desk.ConnectAsync();
        Assert.Equal(3, await open.AddAsync(1, 2));
        for (int violations = 1; violations <= 2; violations++)
        {
            using Socket raw = desk.ConnectRaw();
            raw.Send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
            Wire.ReadToEnd(raw);
            using var patience = new CancellationTokenSource(ServedDesk.Patience);
            while (desk.Server.Sessions.Count > 1)
                await Task.Delay(1, patience.Token);
        }

        // The second violation itself waited for the first one, and this is the third connection.
        long begun = Stopwatch.GetTimestamp();
        await using DeskClient next = await desk.ConnectAsync();
        Assert.Equal(3, await next.AddAsync(1, 2));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromMilliseconds(590), ServedDesk.Patience);
        Assert.Equal(3, await open.AddAsync(1, 2));
    }

    [Fact]
    public async Task Half_a_frame_ends_its_session_with_a_reason_and_no_other()
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        using (Socket raw = desk.ConnectRaw())
        {
            raw.Send(Wire.Greeting());
            raw.Send(new byte[9]);
        }

        await desk.Log.WaitForAsync("inside a frame");
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_frame_over_the_limit_ends_its_session_and_the_error_quotes_the_limit()
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        using Socket raw = desk.ConnectRaw();
        raw.Send(Wire.Greeting());
        byte[] header = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(header, 1 << 20);
        header[4] = 1;
        raw.Send(header);
        string reason = await desk.Log.WaitForAsync("payload");
        Assert.Contains("1048576", reason);
        Assert.Contains("65536", reason);
        Assert.Contains("MaxPayloadBytes", Encoding.UTF8.GetString(Wire.ReadToEnd(raw)));
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_message_over_the_limit_in_fragments_ends_its_session()
    {
        await using var desk = new ServedDesk(new SessionLimits { MaxMessageBytes = 1 << 20 });
        using Socket raw = desk.ConnectRaw();
        raw.Send(Wire.Greeting());
        byte[] frame = new byte[32 + 16];
        BinaryPrimitives.WriteInt32LittleEndian(frame, 16);
        frame[4] = 1;
        frame[5] = 1 | 2;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), uint.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(20), 2 << 20);
        raw.Send(frame);
        Assert.Contains("MaxMessageBytes", await desk.Log.WaitForAsync("2097152"));
        Wire.ReadToEnd(raw);
    }

    public static TheoryData<string, int, int, byte, string> Preludes => new()
    {
        { "more metadata than is allowed", 8193, 0, 1, "8193 bytes of metadata; the limit is 8192 (FrameHeader.MaxMetadataBytes)" },
        { "metadata of two gigabytes", int.MinValue, 0, 1, "the limit is 8192 (FrameHeader.MaxMetadataBytes)" },
        { "metadata that is no image", 24, 0, 1, "The metadata of call 7 cannot be read" },
        { "something in the reserved bytes", 0, 1 << 16, 1, "reserved bytes are not zero" },
        { "an outcome with metadata", 16, 0, 2, "only requests have" },
        { "an outcome with a depth", 0, 1, 2, "only requests have" },
    };

    [Theory]
    [MemberData(nameof(Preludes))]
    public async Task A_prelude_that_is_none_ends_its_session_with_the_reason(string what, int metadataBytes, int depth, byte kind, string reason)
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        using Socket raw = desk.ConnectRaw();
        raw.Send(Wire.Greeting());
        byte[] frame = new byte[32 + 32 + 16];
        frame[0] = 8;
        frame[4] = kind;
        frame[5] = 1;
        frame[6] = 2;
        frame[8] = 7;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), uint.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(24), metadataBytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(28), depth);
        frame.AsSpan(32, 32).Fill(0xff);
        raw.Send(frame);
        Assert.True((await desk.Log.WaitForAsync(reason)).Length > 0, what);
        Wire.ReadToEnd(raw);
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Fact]
    public async Task A_call_nested_too_deep_is_refused_alone()
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        raw.Send(Wire.Greeting());
        byte[] frame = new byte[32 + 16];
        frame[0] = 8;
        frame[4] = 1;
        frame[5] = 1;
        frame[6] = 2;
        frame[8] = 7;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(16), uint.MaxValue);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(28), 65);
        raw.Send(frame);
        raw.Shutdown(SocketShutdown.Send);
        Assert.Contains("the limit is 64 (SessionLimits.MaxCallDepth)", Encoding.UTF8.GetString(Wire.ReadToEnd(raw)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_closed_at_the_deadline_for_its_introduction()
    {
        await using var desk = new ServedDesk(new SessionLimits { HelloTimeout = TimeSpan.FromMilliseconds(100) });
        using Socket raw = desk.ConnectRaw();
        raw.Send("CELL"u8);
        await desk.Log.WaitForAsync("HelloTimeout");
        Wire.ReadToEnd(raw);
    }

    [Fact]
    public async Task Another_version_is_refused_by_name()
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        byte[] greeting = Wire.Greeting();
        BinaryPrimitives.WriteUInt16LittleEndian(greeting.AsSpan(8), 9);
        raw.Send(greeting);
        await desk.Log.WaitForAsync("version 9");
        Assert.Contains("version 9", Encoding.UTF8.GetString(Wire.ReadToEnd(raw)));
    }

    [Fact]
    public async Task An_outcome_nobody_waits_for_ends_its_session()
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        raw.Send(Wire.Greeting());
        byte[] response = new byte[16];
        response[4] = 2;
        response[8] = 77;
        raw.Send(response);
        await desk.Log.WaitForAsync("not in flight");
        Wire.ReadToEnd(raw);
    }

    [Fact]
    public async Task Random_bytes_never_do_more_than_end_their_own_session()
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        var random = new Random(12345);
        for (int round = 0; round < 300; round++)
        {
            using Socket raw = desk.ConnectRaw();
            raw.Send(Wire.Greeting());
            byte[] bytes = new byte[random.Next(1, 4096)];
            random.NextBytes(bytes);
            for (int at = 0; at + 16 <= bytes.Length; at += 16)
            {
                // Often enough a plausible header, so that what is behind it is reached.
                if (random.Next(3) > 0)
                {
                    bytes.AsSpan(at, 16).Clear();
                    bytes[at] = (byte)random.Next(64);
                    bytes[at + 4] = (byte)random.Next(15);
                    bytes[at + 5] = (byte)random.Next(8);
                    bytes[at + 6] = (byte)random.Next(5);
                    bytes[at + 8] = (byte)random.Next(4);
                }
            }

            try
            {
                raw.Send(bytes);
            }
            catch (SocketException)
            {
                // It was closed before everything was sent.
            }
        }

        Assert.Equal(3, await other.AddAsync(1, 2));
    }
}
