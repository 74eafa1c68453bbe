using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

/// <summary>Images byte by byte, as <c>docs/wire.md</c> describes them. These bytes are a promise: a change here breaks every peer.</summary>
public class GoldenTests
{
    [Fact]
    public void An_order_is_a_block_and_its_text() => Same(
        new PlaceOrder("AAPL", 100),
        """
        10 00 00 00    size word: the last member ends at 16
        10 00 00 00    symbol: 16 bytes from the block's start
        04 00 00 00      4 bytes
        64 00 00 00    quantity
        41 41 50 4C    "AAPL", without a terminator
        """);

    [Fact]
    public void A_block_without_members_takes_eight_bytes() => Same(
        new Nothing(),
        """
        04 00 00 00    size word: nothing but itself
        00 00 00 00    rounded up to 8
        """);

    [Fact]
    public void Members_stand_at_their_natural_alignment() => Same(
        new OrderId(7),
        """
        10 00 00 00    size word
        00 00 00 00    padding
        07 00 00 00 00 00 00 00    id, at a multiple of 8
        """);

    [Fact]
    public void Children_follow_in_the_order_of_their_members() => Same(
        new Bulk("é", [1, 2, 3], default, "", null, null),
        """
        34 00 00 00                size word: the last member ends at 52
        38 00 00 00 02 00 00 00    text: at 56, 2 bytes
        40 00 00 00 03 00 00 00    bytes: at 64, 3 bytes
        50 00 00 00 00 00 00 00    memory: empty, where its bytes would be, at a multiple of 16
        50 00 00 00 00 00 00 00    maybe_text: empty, which is not null
        00 00 00 00 00 00 00 00    maybe_bytes: null
        00 00 00 00 00 00 00 00    maybe_memory: null
        00 00 00 00                the block takes 56
        C3 A9                      56: "é"
        00 00 00 00 00 00          up to the next multiple of 16
        01 02 03                   64: the bytes
        00 00 00 00 00 00 00 00 00 00 00 00 00    up to 80, where the empty ones are
        """);

    [Fact]
    public void A_list_of_messages_has_its_blocks_side_by_side_and_their_children_behind() => Same(
        new FirstHolder([new FirstVersion("a", true), new FirstVersion("bc", false)], new FirstVersion("", false)),
        """
        14 00 00 00                size word: the last member ends at 20
        18 00 00 00 02 00 00 00    items: at 24, 2 messages
        48 00 00 00 01 00 00 00    one: at 72
        00 00 00 00                the block takes 24
        10 00 00 00 00 00 00 00    24: the stride, 16
        0D 00 00 00                32: size word: the last member ends at 13
        20 00 00 00 01 00 00 00      name: 32 from this block, so at 64; 1 byte
        01 00 00 00                  fast; the block takes 16
        0D 00 00 00                48: the second block
        11 00 00 00 02 00 00 00      name: 17 from this block, so at 65; 2 bytes
        00 00 00 00                  fast
        61                         64: "a"
        62 63                      65: "bc"
        00 00 00 00 00             up to the next multiple of 8
        0D 00 00 00                72: the nested message
        10 00 00 00 00 00 00 00      name: empty, at 88, the image's end
        00 00 00 00                  fast
        """);

    [Fact]
    public void An_optional_value_has_a_mark_before_it()
    {
        byte[] image = Bytes(new OptionalScalars(Byte: 5, Int: 7, Decimal: 1.50m));
        Assert.Equal("01-05", BitConverter.ToString(image, 6, 2)); // present, then the byte
        Assert.Equal("01-00-00-00-07-00-00-00", BitConverter.ToString(image, 12, 8)); // present, padding to the int's alignment, the int
        Assert.Equal("01-00-00-00-00-00-00-00", BitConverter.ToString(image, 112, 8)); // present, padding to 8
        Assert.Equal("96-00-00-00-00-00-00-00-00-00-00-00-00-00-02-00", BitConverter.ToString(image, 120, 16)); // 150, scale 2
    }

    [Fact]
    public void A_guid_has_the_order_of_its_text() =>
        Assert.Contains("00-11-22-33-44-55-66-77-88-99-AA-BB-CC-DD-EE-FF", BitConverter.ToString(Bytes(Values.Scalars)), StringComparison.Ordinal);

    [Fact]
    public void What_was_in_the_memory_before_does_not_show()
    {
        Clean(Values.Scalars);
        Clean(Values.SomeScalars);
        Clean(Values.Bulk);
        Clean(Values.Lists);
        Clean(Values.Tree);
    }

    private static void Clean<T>(T value)
        where T : IImageMessage<T>
    {
        byte[] clean = Bytes(value);
        byte[] dirty = new byte[clean.Length];
        dirty.AsSpan().Fill(0xAA);
        ImageCodec.Write(dirty, value);
        Assert.Equal(Convert.ToHexString(clean), Convert.ToHexString(dirty));
    }

    private static void Same<T>(T value, string explained)
        where T : IImageMessage<T>
    {
        IEnumerable<string> expected = explained.Split('\n').Select(static line => line.Split("    ")[0].Trim());
        Assert.Equal(string.Join(' ', expected), string.Join(' ', Bytes(value).Select(static item => item.ToString("X2"))));
    }

    private static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }
}
