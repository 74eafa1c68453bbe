using System.Buffers.Binary;
using Cells.Samples.Golden;

namespace Cells.Image.Tests.Golden;

/// <summary>The images that are checked in: one for every kind of member and child.</summary>
internal static class GoldenCases
{
    private static readonly VersionOne One = new([new Setting("a", true), new Setting("bc", false)], new Setting("", false));

    private static readonly VersionTwo Two = new(
        [new NewSetting("a", true, Safe: false, Count: 7, Note: "n", Rate: 0.5), new NewSetting("bc", false)], new NewSetting("", false), "t", [Side.Buy]);

    private static readonly Drawing GoldenDrawing =
        new(new Shape.Circle(0.5), [new Shape.Polygon("p", [60]), null], null, new Happening.Began("all"), (Outcome)7);

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
        GoldenCase.Of(
            "maps",
            "Maps, their entries ascending by the bytes of the key: as `short`, 256 (`00 01`) comes before 1 (`01 00`), and that before -2 (`fe ff`).",
            new Maps(
                new() { ["b"] = 2, ["a"] = 1, ["ab"] = 3 },
                new() { [-2] = "minus two", [1] = "one", [256] = null },
                new() { ["x"] = new Order("AAPL", 100) },
                [],
                null)),
        GoldenCase.Of("sets", "Sets, in the order of the same bytes.", new Sets([-2, 1, 256], ["b", "a", "ab"], [], null)),
        GoldenCase.Of(
            "tuples",
            "Tuples are nested messages whose members are the items; names of items do not count.",
            new Tuples((7, "seven"), (-1, (true, Side.Sell)), [(1, "a"), (2, "b")], null)),
        GoldenCase.Of(
            "fixed",
            "Messages of fixed layout stand as in memory, without a size word. The first three fields of a `Guid` are little-endian here.",
            new Readings(true, new Place(1, -2), [new Reading(-4, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new Place(0.5f, 3), 7)], new Place(4, 5), null)),
        GoldenCase.Of("shape", "A union that stands alone: a block whose one member refers to the case, with its tag in place of a count.", (Shape)new Shape.Polygon("p", [1, 2])),
        GoldenCase.Of(
            "unions",
            "Unions as members and in lists, and a value of an open enum that no schema declares.",
            GoldenDrawing),
        GoldenCase.Unwritable<Drawing>(
            "unknown_case",
            "The same with a tag that is not declared, as a newer writer may send it: an open union reads it as an unknown case.",
            WithUnknownCase()),
        GoldenCase.Of(
            "data",
            "Dynamic values: null, a truth, an integer, floating-point numbers, a text and bytes in an array; an object whose members ascend by key; null.",
            new Data(
                Value.Array(default, true, 7L, 2.0, double.NaN, "é", Value.Bytes([1, 2])),
                Value.Object(("b", Value.Array()), ("a", Value.Object(("$x", 1L)))),
                Value.Null)),
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

    /// <summary>The happening, whose reference stands behind those of three members, with the tag 9.</summary>
    private static byte[] WithUnknownCase()
    {
        byte[] image = GoldenCase.Bytes(GoldenDrawing);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(32), 9);
        return image;
    }

    /// <summary>The second version whose reference to the title, which stands behind the two of the first version, is null.</summary>
    private static byte[] WithoutTitle()
    {
        byte[] image = GoldenCase.Bytes(Two);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(20), 0);
        return image;
    }
}
