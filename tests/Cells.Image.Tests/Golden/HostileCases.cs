using System.Buffers.Binary;
using Cells.Images;
using Cells.Samples.Golden;

namespace Cells.Image.Tests.Golden;

/// <summary>The images that are checked in because they must be refused: most are those of <see cref="GoldenCases"/> with one place changed.</summary>
internal static class HostileCases
{
    public static IReadOnlyList<HostileCase> All { get; } =
    [
        Hostile("no_bytes", "order", "there is not even a size word", static _ => []),
        Hostile("short_block", "order", "the block ends before its size word says", static image => image[..12]),
        Word("size_word_too_small", "order", "a size word counts itself, so it is at least 4", 0, 3),
        Word("size_word_past_end", "order", "the block would end behind the image", 0, 21),
        Word("reference_into_block", "order", "a child lies behind the known bytes of the block that refers to it", 4, 12),
        Word("reference_past_end", "order", "the child would begin behind the image", 4, 21),
        Word("child_past_end", "order", "the text would end behind the image", 8, 5),
        Word("count_too_large", "order", "a count is less than 2^31 - 1", 8, uint.MaxValue),
        Word("cycle", "chain", "a reference to its own block would never end", 8, 0),
        Word("bool", "moments", "a bool is 0 or 1", 4, 2),
        Word("mark", "maybes", "the mark of a value that may be absent is 0 or 1", 4, 0x0502),
        Word("enum", "choices", "the enum has no such value", 4, 3),
        Word("flags", "choices", "the flags have no such bit", 8, 7),
        Word("decimal_scale", "numbers", "the scale of a decimal is at most 28", PlaceOfDecimal + 12, 29 << 16),
        Word("decimal_flags", "numbers", "a decimal has no flags but its sign and its scale", PlaceOfDecimal + 12, 1),
        Word("date_ticks", "moments", "no date has so many ticks", 36, 0x7FFFFFFF),
        Word("date_kind", "moments", "a date is unspecified, UTC or local", 40, 3),
        Word("date_offset", "moments", "an offset is at most 14 hours", 72, 841),
        Word("stride_zero", "message_lists", "a stride is a positive multiple of 8", 32, 0),
        Word("stride_crooked", "message_lists", "a stride is a positive multiple of 8", 32, 12),
        Word("stride_past_end", "message_lists", "the blocks would end behind the image", 32, 64),
        Word("element_in_references", "text_lists", "the child of an element lies behind the references of its list", 48, 8),
        Hostile("map_unsorted", "maps", "the keys of a map ascend", static image => Exchanged(image, "a"u8, "b"u8)),
        Word("map_twice", "maps", "no key of a map occurs twice", 80, 1),
        Hostile("set_unsorted", "sets", "the elements of a set ascend", static image => Exchanged(image, [0x00, 0x01, 0x01, 0x00], [0x01, 0x00, 0x00, 0x01])),
        Word("union_tag_unknown", "shape", "the union has no such case, and is not open", 8, 3),
        Word("union_tag_zero", "unions", "no case of an open union has the tag 0", 32, 0),
        Hostile("union_missing", "unions", "a union that cannot be null is not there", static image => Exchanged(image, image.AsSpan(4, 8).ToArray(), new byte[8])),
        Word("value_tag", "data", "a dynamic value has no such case", 8, 8),
        new("overlap", Origin("text_lists"), "a list leads to the same text again and again, so that a small image would become a large value", Overlapping()),
        new("too_deep", Origin("chain"), $"messages nest {ImageLimits.MaxDepth + 1} deep", TooDeep()),
    ];

    /// <summary>Where the decimal of <see cref="Numbers"/> stands: last in its block.</summary>
    private const int PlaceOfDecimal = 88;

    private static GoldenCase Origin(string name) => GoldenCases.All.Single(item => item.Name == name);

    private static HostileCase Hostile(string name, string of, string reason, Func<byte[], byte[]> change)
    {
        GoldenCase origin = Origin(of);
        return new HostileCase(name, origin, reason, change([.. origin.Image]));
    }

    /// <summary>With another four bytes at one place.</summary>
    private static HostileCase Word(string name, string of, string reason, int at, uint value) => Hostile(name, of, reason, image =>
    {
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(at), value);
        return image;
    });

    /// <summary>With other bytes where some occur first.</summary>
    private static byte[] Exchanged(byte[] image, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        after.CopyTo(image.AsSpan(image.AsSpan().IndexOf(before)));
        return image;
    }

    private static byte[] Overlapping()
    {
        const int Count = 60;
        byte[] image = GoldenCase.Bytes(new TextLists([.. Enumerable.Repeat("", Count - 1), new string('x', 60)], [], [], []));
        int first = 40;
        byte[] last = image[(first + 8 * (Count - 1))..(first + 8 * Count)];
        for (int i = 0; i < Count - 1; i++)
            last.CopyTo(image, first + 8 * i);
        return image;
    }

    private static byte[] TooDeep()
    {
        Chain? chain = null;
        for (int i = 0; i <= ImageLimits.MaxDepth; i++)
            chain = new Chain(i, chain);
        return GoldenCase.Bytes(chain!);
    }
}
