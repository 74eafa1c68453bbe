using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests.Collections;

/// <summary>Images byte by byte, as <c>docs/wire.md</c> describes them. These bytes are a promise: a change here breaks every peer.</summary>
public class CollectionGoldenTests
{
    [Fact]
    public void Maps_and_sets_are_sorted_lists_and_tuples_are_nested_blocks() => Same(
        new Stock(new() { ["ba"] = 1, ["b"] = 2 }, [1, 256, -2], (5, "x")),
        """
        1C 00 00 00                size word: the last member ends at 28
        20 00 00 00 02 00 00 00    counts: at 32, 2 entries
        50 00 00 00 03 00 00 00    marks: at 80, 3 elements
        58 00 00 00 01 00 00 00    label: at 88
        00 00 00 00                the block takes 32
        10 00 00 00 00 00 00 00    32: the stride of the entries, 16
        0E 00 00 00                40: size word: the last member ends at 14
        20 00 00 00 01 00 00 00      key: 32 from this block, so at 72; 1 byte
        02 00 00 00                  value; the block takes 16
        0E 00 00 00                56: the second entry
        11 00 00 00 02 00 00 00      key: 17 from this block, so at 73; 2 bytes
        01 00 00 00                  value
        62                         72: "b"
        62 61                      73: "ba", which comes after it
        00 00 00 00 00             up to the next multiple of 16
        00 01                      80: 256, whose first byte is the smallest
        01 00                      82: 1
        FE FF                      84: -2
        00 00                      up to the next multiple of 8
        10 00 00 00                88: size word of the tuple: its last item ends at 16
        05 00 00 00                  item 1, then padding
        10 00 00 00 01 00 00 00      item 2: 16 from this block, so at 104; 1 byte
        78                         104: "x"
        """);

    private static void Same<T>(T value, string explained)
        where T : IImageMessage<T>
    {
        IEnumerable<string> expected = explained.Split('\n').Select(static line => line.Split("    ")[0].Trim());
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        Assert.Equal(string.Join(' ', expected), string.Join(' ', bytes.Select(static item => item.ToString("X2"))));
    }
}
