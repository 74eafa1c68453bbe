using Cells.Samples;

namespace Cells.Image.Tests;

/// <summary>A value of each sample message, with everything set and with as little set as possible.</summary>
internal static class Values
{
    public static Scalars Scalars { get; } = new()
    {
        Boolean = true,
        SByte = -1,
        Byte = 255,
        Short = short.MinValue,
        UShort = ushort.MaxValue,
        Int = int.MinValue,
        UInt = uint.MaxValue,
        Long = long.MinValue,
        ULong = ulong.MaxValue,
        Float = float.Epsilon,
        Double = -0.0,
        Char = '\ud800',
        Half = Half.MaxValue,
        Int128 = Int128.MinValue,
        UInt128 = UInt128.MaxValue,
        Guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        Decimal = -1.2300m,
        DateTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        DateTimeOffset = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-570)),
        TimeSpan = TimeSpan.MinValue,
        Side = Side.Sell,
        Marks = Marks.Urgent | Marks.Hidden,
    };

    /// <summary>An enum without a zero must be given a value: its zero is not declared.</summary>
    public static Scalars ZeroScalars { get; } = new() { Side = Side.Buy };

    public static OptionalScalars SomeScalars { get; } = new(
        true, 7, -7, 77, -77, 0.5, 'c', Int128.MaxValue, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), 0.10m,
        new DateTime(1, DateTimeKind.Local), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(14)), TimeSpan.MaxValue, Side.Buy, Marks.None);

    public static OptionalScalars NoScalars { get; } = new();

    public static Bulk Bulk { get; } = new("häß€😀", [1, 2, 3], new byte[] { 4, 5 }, "", [], ReadOnlyMemory<byte>.Empty);

    public static Bulk EmptyBulk { get; } = new("", [], ReadOnlyMemory<byte>.Empty, null, null, null);

    public static Lists Lists { get; } = new()
    {
        Ints = [1, -2, 3],
        Wide = [Int128.MaxValue, 0],
        Truths = [true, false],
        Ids = [Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")],
        Maybes = [1, null, 3],
        Sides = [Side.Buy, Side.Sell],
        Texts = ["", "a", "bc"],
        MaybeTexts = ["x", null, ""],
        Blobs = [[1], [], [2, 3]],
        Nested = [[1, 2], [], [3]],
        DeepTexts = [["a", "b"], null, []],
        Orders = [new PlaceOrder("A", 1), new PlaceOrder("BB", 2)],
        OrderIds = [new OrderId(1), new OrderId(2)],
        MaybeInts = [],
        MaybeIds = [new OrderId(9)],
        OrderLists = [[new PlaceOrder("C", 3)], null, []],
    };

    public static Lists EmptyLists { get; } = new()
    {
        Ints = [],
        Wide = [],
        Truths = [],
        Ids = [],
        Maybes = [],
        Sides = [],
        Texts = [],
        MaybeTexts = [],
        Blobs = [],
        Nested = [],
        DeepTexts = [],
        Orders = [],
        OrderIds = [],
    };

    public static Tree Tree { get; } = new(
        "root",
        new PlaceOrder("AAPL", 100),
        new OrderId(1),
        new OrderId(2),
        new Tree("left", new PlaceOrder("", 0), default, null, null, []),
        [
            new Tree("a", new PlaceOrder("x", 1), new OrderId(3), null, null, [new Tree("aa", new PlaceOrder("y", 2), new OrderId(4), null, null, [])]),
            new Tree("b", new PlaceOrder("z", 3), new OrderId(5), new OrderId(6), null, []),
        ]);

    public static Defaults Defaults { get; } = new();
}
