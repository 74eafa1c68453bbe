using System.Buffers.Binary;
using Cells.Samples.Golden;

namespace Cells.Image.Tests.Golden;

/// <summary>The images that are checked in: one for every kind of member and child.</summary>
internal static class GoldenCases
{
    private static readonly VersionOne One = new([new Setting("a", true), new Setting("bc", false)], new Setting("", false));

    private static readonly VersionTwo Two = new(
        [new NewSetting("a", true, Safe: false, Count: 7, Note: "n", Rate: 0.5), new NewSetting("bc", false)], new NewSetting("", false), "t", [Side.Buy]);

    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        GoldenCase.Of("order", "A block and its text: the shortest whole example.", new Order("AAPL", 100)),
        GoldenCase.Of("empty", "A message without members is its size word and takes 8 bytes.", new Empty()),
        GoldenCase.Of(
            "numbers",
            "Every number, each at its natural alignment but at most 8. The padding is zero.",
            new Numbers(
                -1, 255, -2, 0xABCD, -3, 0x1234_5678, long.MinValue, ulong.MaxValue, -4, UInt128.MaxValue, (Half)1.5f, -0.1f, 1e300, -1.50m)),
        GoldenCase.Of(
            "moments",
            "A `bool`, a `char`, half of a surrogate pair as a `char`, a `Guid` in the order of its text, dates and a time span in ticks of 100 ns.",
            new Moments(
                true,
                'é',
                '\ud83d',
                Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
                new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                new DateTime(2026, 1, 2, 3, 4, 5).AddTicks(1_200_000),
                new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-570)),
                new TimeSpan(-1, -2, -3, -4, -5))),
        GoldenCase.Of("choices", "Enums stand as their underlying integers; flags are combined.", new Choices(Side.Sell, Marks.Urgent | Marks.Hidden, Marks.Hidden, 0)),
        GoldenCase.Of(
            "maybes",
            "Before a value that may be absent stands a mark; the value follows at its own alignment. An absent one is all zero.",
            new Maybes(5, 7, 1.50m, Side.Buy, null, false)),
        GoldenCase.Of(
            "texts",
            "Texts and bytes. What is empty refers to the place where its bytes would be; null is zero.",
            new Texts("é€😀", [1, 2, 3], "", default, null, null)),
        GoldenCase.Of(
            "nested",
            "Nested messages, each followed by its own children. A message that is a `struct` in C# is no different.",
            new Nested(new Order("AAPL", 100), new OrderId(7), new Empty(), null, null)),
        GoldenCase.Of("chain", "A message that holds itself. Each reference counts from its own block.", new Chain(1, new Chain(2, new Chain(3, null)))),
        GoldenCase.Of(
            "inline_lists",
            "Lists of what stands inline, as closely as the alignment of an element allows.",
            new InlineLists([1, 2, 0xABCD], [-1, 2], [true, false], [Side.Sell, Side.Buy], [1, null, -3], [], null)),
        GoldenCase.Of(
            "text_lists",
            "Lists of texts and of bytes: the references of a list count from the first of them.",
            new TextLists(["", "a", "bc"], ["x", null], [[1], [2, 3]], [])),
        GoldenCase.Of(
            "list_lists",
            "Lists of lists are lists of references too.",
            new ListLists([[1, 2], [], [3]], [["a", "b"], null], [[new OrderId(1), new OrderId(2)], []])),
        GoldenCase.Of(
            "message_lists",
            "Lists of messages: the stride, the blocks side by side, then the children of all blocks in order. An empty list has no bytes at all.",
            new MessageLists([new Order("A", 1), new Order("BB", 2)], [new OrderId(1), new OrderId(2)], [])),
        GoldenCase.Of("version_one", "The first version of a message.", One),
        GoldenCase.Of(
            "version_two",
            "The second version, with members appended: `safe` lies where the first version has padding.",
            Two),
        GoldenCase.Foreign<VersionTwo>(
            "one_read_as_two",
            "The image of the first version, read by the second: by the size words a reader sees which members the writer did not know.",
            GoldenCase.Bytes(One)),
        GoldenCase.Foreign<VersionOne>(
            "two_read_as_one",
            "The image of the second version, read by the first: the stride leads from block to block, and what is not known is passed over.",
            GoldenCase.Bytes(Two)),
        GoldenCase.Foreign<VersionTwo>(
            "null_read_as_default",
            "Null for a member that cannot be null reads as the member's default. No writer of this schema writes it.",
            WithoutTitle()),
    ];

    /// <summary>The second version whose reference to the title, which stands behind the two of the first version, is null.</summary>
    private static byte[] WithoutTitle()
    {
        byte[] image = GoldenCase.Bytes(Two);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(20), 0);
        return image;
    }
}
