namespace Cells.Samples;

/// <summary>Maps of all kinds.</summary>
[CellMessage]
public sealed partial record Maps
{
    /// <summary>Numbers by text.</summary>
    public required Dictionary<string, int> Counts { get; init; }

    /// <summary>Texts by number.</summary>
    public required IReadOnlyDictionary<long, string> Names { get; init; }

    /// <summary>Texts that may be null, by side.</summary>
    public required Dictionary<Side, string?> Notes { get; init; }

    /// <summary>Orders by id.</summary>
    public required Dictionary<Guid, PlaceOrder> Orders { get; init; }

    /// <summary>Orders that may be null, by letter.</summary>
    public required Dictionary<char, PlaceOrder?> MaybeOrders { get; init; }

    /// <summary>Numbers that may be absent, by truth.</summary>
    public required Dictionary<bool, double?> Ratios { get; init; }

    /// <summary>Maps by text.</summary>
    public required Dictionary<string, Dictionary<ushort, byte[]>> Nested { get; init; }

    /// <summary>Lists by date.</summary>
    public required Dictionary<DateTime, List<OrderId>> Days { get; init; }

    /// <summary>Maps in a list.</summary>
    public required List<Dictionary<string, string>?> Pages { get; init; }

    /// <summary>A map that may be null.</summary>
    public Dictionary<string, Maps>? Children { get; init; }
}

/// <summary>Sets of all kinds.</summary>
[CellMessage]
public sealed partial record Sets
{
    /// <summary>Numbers.</summary>
    public required HashSet<int> Numbers { get; init; }

    /// <summary>Texts.</summary>
    public required HashSet<string> Texts { get; init; }

    /// <summary>Sides.</summary>
    public required IReadOnlySet<Side> Sides { get; init; }

    /// <summary>Exact numbers.</summary>
    public required HashSet<decimal> Prices { get; init; }

    /// <summary>Texts by number.</summary>
    public required Dictionary<int, HashSet<string>> Tags { get; init; }

    /// <summary>A set that may be null.</summary>
    public IReadOnlySet<string>? Maybe { get; init; }
}

/// <summary>Tuples of all kinds.</summary>
/// <param name="Point">Two numbers.</param>
/// <param name="Named">Items with names.</param>
/// <param name="Maybe">A tuple that may be null.</param>
/// <param name="Pairs">Tuples in a list.</param>
/// <param name="ByName">Tuples in a map.</param>
/// <param name="Wide">Seven items.</param>
/// <param name="Nested">A tuple in a tuple.</param>
/// <param name="Mixed">Lists, maps and messages in a tuple.</param>
[CellMessage]
public sealed partial record Tuples(
    (int, int) Point,
    (string Symbol, uint Quantity, bool? IsUrgent) Named,
    (byte, string?)? Maybe,
    List<(int Id, string Name)> Pairs,
    Dictionary<string, (short Low, short High)> ByName,
    (bool, byte, short, int, long, Guid, decimal) Wide,
    ((Side, Marks?), (string, string)?) Nested,
    (List<int>, Dictionary<int, string>, PlaceOrder, PlaceOrder?, HashSet<char>?) Mixed);

/// <summary>One map, one set and one tuple.</summary>
/// <param name="Counts">How many of each.</param>
/// <param name="Marks">Numbers.</param>
/// <param name="Label">A tuple.</param>
[CellMessage]
public sealed partial record Stock(Dictionary<string, ushort> Counts, HashSet<short> Marks, (byte, string) Label);

/// <summary>Holds first versions.</summary>
/// <param name="Items">A map of them.</param>
/// <param name="Pair">One of them beside a number.</param>
[CellMessage]
public sealed partial record FirstByName(Dictionary<string, FirstVersion> Items, (FirstVersion, int) Pair);

/// <summary>Holds second versions.</summary>
/// <param name="Items">A map of them.</param>
/// <param name="Pair">One of them beside a number.</param>
[CellMessage]
public sealed partial record SecondByName(Dictionary<string, SecondVersion> Items, (SecondVersion, int) Pair);
