using System.Net.Sockets;

namespace Cells.Rpc.Tests;

/// <summary>Streams against the protocol.</summary>
public sealed class HostileStreamTests
{
    private const byte Request = 1, Item = 6, Credit = 7, End = 8;
    private const byte More = 2, OfOutcome = 4;

    // After the schema's only method.
    private const ushort Watch = 3, Keep = 4;

    // From the kind on.
    private static readonly byte[] ResponseToFive = [2, 0, 0, 0, 5, 0, 0, 0];
    private static readonly byte[] Empty = [8, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Note = [8, 0, 0, 0, 1, 0, 0, 0];

    public static TheoryData<string, byte[], string> Violations => new()
    {
        { "an item for a channel that the call does not have", Wire.Frame(Item, 0, 2, 7, Note), "channel 2 of call 7, which has no such stream" },
        { "an item for the result of a call that is served", Wire.Frame(Item, 0, 0, 7, Note), "channel 0 of call 7, which has no such stream" },
        { "credit for a stream that the peer itself sends", Wire.Frame(Credit, 0, 1, 7, [1, 0, 0, 0, 1, 0, 0, 0]), "channel 1 of call 7, which has no such stream" },
        { "an item of a call that is not in flight", Wire.Frame(Item, OfOutcome, 0, 7, Note), "An item of call 7, which is not in flight" },
        { "a part of an item that announces nothing", Wire.Frame(Item, More, 1, 7, Note), "announces 0 bytes in all" },
        { "an end that says what is no failure", Wire.Frame(End, 0, 1, 7, [1, 2, 3]), "A failure that cannot be read" },
        { "a call that begins twice", Wire.Frame(Request, 0, Keep, 7, Empty), "Call 7 begins a second time" },
        { "bytes of a tunnel on a stream", Wire.Frame(9, 0, 1, 7, Note), "channel 1 of call 7, which has no such stream" },
        { "a kind that there is not", Wire.Frame(14, 0, 1, 7, Note), "unknown kind 14" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task What_the_protocol_does_not_allow_ends_the_session_alone(string what, byte[] frame, string reason)
    {
        await using var desk = new ServedDesk();
        await using DeskClient other = await desk.ConnectAsync();
        using Socket raw = desk.ConnectRaw();
        raw.Send([.. Wire.Greeting(), .. Wire.Frame(Request, 0, Keep, 7, Empty), .. frame]);
        Assert.True((await desk.Log.WaitForAsync(reason)).Length > 0, what);
        Assert.Equal(3, await other.AddAsync(1, 2));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public async Task Credit_beyond_the_window_ends_the_session(int items, int bytes)
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        byte[] credit = [.. BitConverter.GetBytes(items + new SessionLimits().StreamItems), .. BitConverter.GetBytes(unchecked(bytes + (1 << 20)))];
        raw.Send([.. Wire.Greeting(), .. Wire.Frame(Request, 0, Watch, 7, Empty), .. Wire.Frame(Credit, 0, 0, 7, credit)]);
        await desk.Log.WaitForAsync("items and");
    }

    [Fact]
    public async Task Items_beyond_the_window_end_the_session_and_the_error_names_the_limit()
    {
        await using var desk = new ServedDesk(new SessionLimits { StreamItems = 8 });
        using Socket raw = desk.ConnectRaw();
        byte[] items = [.. Enumerable.Repeat(Wire.Frame(Item, 0, 1, 7, Note), 9).SelectMany(static item => item)];
        raw.Send([.. Wire.Greeting(), .. Wire.Frame(Request, 0, Keep, 7, Empty), .. items]);
        Assert.Contains("the 8 that wait", await desk.Log.WaitForAsync("SessionLimits.StreamItems"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_beyond_the_window_end_the_session_and_the_error_names_the_limit()
    {
        await using var desk = new ServedDesk(new SessionLimits { StreamBytes = 100_000 });
        using Socket raw = desk.ConnectRaw();
        byte[] items = [.. Enumerable.Repeat(Wire.Frame(Item, 0, 1, 7, new byte[60_000]), 2).SelectMany(static item => item)];
        raw.Send([.. Wire.Greeting(), .. Wire.Frame(Request, 0, Keep, 7, Empty), .. items]);
        Assert.Contains("the 100000 that wait", await desk.Log.WaitForAsync("SessionLimits.StreamBytes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_crosses_the_end_of_a_call_is_passed_over()
    {
        await using var desk = new ServedDesk();
        using Socket raw = desk.ConnectRaw();
        raw.Send([
            .. Wire.Greeting(), .. Wire.Frame(Item, 0, 1, 99, Note), .. Wire.Frame(Credit, 0, 0, 99, [1, 0, 0, 0, 1, 0, 0, 0]), .. Wire.Frame(End, 0, 1, 99),
            .. Wire.FillRequest(method: 2, call: 5, length: 10),
        ]);
        raw.Shutdown(SocketShutdown.Send);
        Assert.True(Wire.ReadToEnd(raw).AsSpan().IndexOf(ResponseToFive) > 0, "The call that followed had no response.");
    }
}
