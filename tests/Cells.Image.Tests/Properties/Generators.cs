using Cells.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Cells.Image.Tests.Properties;

/// <summary>Values of the samples with maps, sets, tuples and fixed layouts, from domains small enough that equal ones turn up.</summary>
internal static class Generators
{
    private static readonly string[] Pieces = ["a", "b", "ab", "z", "é", "\uD7FF", "\uE000", "\uFFFD", "𐀀", "😀"];

    public static Gen<string> Text { get; } = Gen.Elements(Pieces).ArrayOf().Resize(4).Select(string.Concat);

    public static Gen<Guid> Id { get; } = Gen.Elements(Guid.Empty, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Guid.Parse("ff000000-0000-0000-0000-000000000001"));

    public static Gen<Side> Side { get; } = Gen.Elements(Samples.Side.Buy, Samples.Side.Sell);

    public static Gen<decimal> Exact { get; } = Gen.Elements(0m, 0.0m, -1m, 1.0m, 1.00m, 2.5m, decimal.MaxValue);

    public static Gen<int> Number { get; } = Gen.Elements(0, 1, -1, 2, 255, 256, 65536, int.MinValue, int.MaxValue);

    public static Gen<PlaceOrder> Order { get; } = from symbol in Text from quantity in Number select new PlaceOrder(symbol, (uint)quantity);

    public static Gen<OrderId> OrderId { get; } = Number.Select(static number => new OrderId((ulong)number));

    public static Gen<float> Single { get; } = Gen.Elements(0f, -0f, 1f, float.NaN, float.NegativeInfinity, float.Epsilon);

    public static Gen<Point> Point { get; } = from x in Single from y in Single select new Point(x, y);

    public static Gen<Quote> Quote { get; } = from id in Id from price in Number from quantity in Number select new Quote(id, price, (uint)quantity, (ushort)price, 1);

    public static Gen<Stock> Stock { get; } =
        from counts in Map(Text, Number.Select(static number => (ushort)number))
        from marks in Set(Number.Select(static number => (short)number))
        from name in Text
        select new Stock(counts, marks, ((byte)marks.Count, name));

    public static Gen<Maps> Maps { get; } =
        from counts in Map(Text, Number)
        from names in Map(Number.Select(static number => (long)number << 20), Text)
        from notes in Map(Side, Maybe(Text))
        from orders in Map(Id, Order)
        from maybeOrders in Map(Gen.Elements('a', '\uD800', 'é', '\0'), Maybe(Order))
        from nested in Map(Text, Map(Number.Select(static number => (ushort)number), Number.ArrayOf().Select(static items => items.Select(static item => (byte)item).ToArray())))
        from days in Map(Number.Select(static number => new DateTime(Math.Abs((long)number), DateTimeKind.Utc)), OrderId.ListOf().Select(static items => items.ToList()))
        from pages in Maybe(Map(Text, Text)).ListOf()
        from hasRatio in Gen.Elements(true, false)
        select new Maps
        {
            Counts = counts,
            Names = names,
            Notes = notes,
            Orders = orders,
            MaybeOrders = maybeOrders,
            Ratios = hasRatio ? new() { [true] = -0.0, [false] = null } : [],
            Nested = nested,
            Days = days,
            Pages = [.. pages],
        };

    public static Gen<Sets> Sets { get; } =
        from numbers in Set(Number)
        from texts in Set(Text)
        from sides in Set(Side)
        from prices in Set(Exact)
        from tags in Map(Number, Set(Text))
        from maybe in Maybe(Set(Text))
        select new Sets { Numbers = numbers, Texts = texts, Sides = sides, Prices = prices, Tags = tags, Maybe = maybe };

    public static Gen<Tuples> Tuples { get; } =
        from left in Number
        from text in Text
        from side in Side
        from isThere in Gen.Elements(true, false)
        from pairs in Map(Number, Text)
        from byName in Map(Text, Number)
        from order in Maybe(Order)
        from exact in Exact
        from id in Id
        select new Tuples(
            (left, pairs.Count),
            (text, (uint)left, isThere ? false : null),
            isThere ? ((byte)left, order is null ? null : text) : null,
            [.. pairs.Select(static pair => (pair.Key, pair.Value))],
            byName.ToDictionary(static pair => pair.Key, static pair => ((short)pair.Value, (short)-pair.Value)),
            (isThere, (byte)left, (short)left, left, (long)left << 32, id, exact),
            ((side, isThere ? Marks.Urgent : null), isThere ? null : (text, text)),
            ([.. pairs.Keys], pairs, new PlaceOrder(text), order, isThere ? [.. text] : null));

    public static Gen<Book> Book { get; } =
        from first in Point
        from best in Maybe(Quote, static quote => (Quote?)quote)
        from quotes in Quote.ListOf()
        from path in Point.ArrayOf()
        from maybes in Maybe(Point, static point => (Point?)point).ListOf()
        from byName in Map(Text, Quote)
        select new Book(first, best, new Plain { Quote = best ?? default, Point = first, Double = -0.0 }, [.. quotes], path, [.. maybes], byName, (first, best), first);

    private static Gen<Dictionary<TKey, TValue>> Map<TKey, TValue>(Gen<TKey> key, Gen<TValue> value)
        where TKey : notnull => (from k in key from v in value select (k, v)).ListOf().Resize(6).Select(static entries =>
    {
        var map = new Dictionary<TKey, TValue>();
        foreach ((TKey k, TValue v) in entries)
            map[k] = v;
        return map;
    });

    private static Gen<HashSet<T>> Set<T>(Gen<T> element) => element.ListOf().Resize(6).Select(static items => items.ToHashSet());

    private static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class => Maybe(value, static present => (T?)present);

    private static Gen<TMaybe?> Maybe<T, TMaybe>(Gen<T> value, Func<T, TMaybe?> present) =>
        from isThere in Gen.Elements(true, false) from given in value select isThere ? present(given) : default;
}
