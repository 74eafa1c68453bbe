using Cells.Samples;

namespace Cells.Image.Tests.Collections;

/// <summary>A value of each sample message with maps, sets or tuples, with everything set and with as little set as possible.</summary>
internal static class CollectionValues
{
    private static readonly Guid Id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    public static Maps EmptyMaps { get; } = new()
    {
        Counts = [],
        Names = new Dictionary<long, string>(),
        Notes = [],
        Orders = [],
        MaybeOrders = [],
        Ratios = [],
        Nested = [],
        Days = [],
        Pages = [],
    };

    public static Maps Maps { get; } = new()
    {
        Counts = new() { ["b"] = 2, [""] = 0, ["aa"] = -1, ["a"] = 1, ["\uFFFD"] = 3, ["😀"] = 4 },
        Names = new Dictionary<long, string> { [-1] = "minus one", [1] = "one", [256] = "", [long.MinValue] = "least" },
        Notes = new() { [Side.Sell] = null, [Side.Buy] = "buy" },
        Orders = new() { [Id] = new PlaceOrder("AAPL", 1), [Guid.Empty] = new PlaceOrder("", 0) },
        MaybeOrders = new() { ['x'] = null, ['a'] = new PlaceOrder("a", 7) },
        Ratios = new() { [true] = null, [false] = 0.5 },
        Nested = new() { ["outer"] = new() { [2] = [2, 2], [1] = [] }, ["none"] = [] },
        Days = new() { [new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc)] = [new OrderId(1), new OrderId(2)], [default] = [] },
        Pages = [new() { ["k"] = "v", ["j"] = "" }, null, []],
        Children = new() { ["child"] = EmptyMaps, ["another"] = EmptyMaps },
    };

    public static Sets EmptySets { get; } = new()
    {
        Numbers = [],
        Texts = [],
        Sides = new HashSet<Side>(),
        Prices = [],
        Tags = [],
    };

    public static Sets Sets { get; } = new()
    {
        Numbers = [3, 1, 2, -1, 256, int.MaxValue],
        Texts = ["b", "", "é", "a", "ab"],
        Sides = new HashSet<Side> { Side.Sell, Side.Buy },
        Prices = [1.50m, -1m, 0m],
        Tags = new() { [2] = ["y", "x"], [1] = [] },
        Maybe = new HashSet<string> { "there" },
    };

    public static Tuples EmptyTuples { get; } = new((0, 0), ("", 0, null), null, [], [], default, ((Side.Buy, null), null), ([], [], new PlaceOrder("", 0), null, null));

    public static Tuples Tuples { get; } = new(
        (1, -2),
        ("AAPL", 100, true),
        (7, null),
        [(1, "one"), (2, "two")],
        new() { ["eur"] = (1, 2), ["chf"] = (3, 4) },
        (true, 1, 2, 3, 4, Id, 5.0m),
        ((Side.Sell, Marks.Urgent), ("left", "right")),
        ([1, 2], new() { [2] = "b", [1] = "a" }, new PlaceOrder("m", 1), new PlaceOrder("n", 2), ['b', 'a']));
}
