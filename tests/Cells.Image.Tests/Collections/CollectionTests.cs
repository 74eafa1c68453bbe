using System.Collections.Frozen;
using System.Collections.Immutable;
using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Images.Views;
using Cells.Samples;

namespace Cells.Image.Tests.Collections;

public class CollectionTests
{
    private static readonly MessageSchema StockSchema = (MessageSchema)ContractSchema.Parse(EchoClient.Contract.SchemaJson).Types["Stock"];

    [Fact]
    public void A_key_is_found_in_place()
    {
        using var image = Image<Maps>.Create(CollectionValues.Maps);
        Maps.View view = image.View;
        Assert.Equal(6, view.Counts.Count);
        foreach ((string key, int count) in CollectionValues.Maps.Counts)
        {
            Assert.True(view.Counts.TryGetValue(key, out int found));
            Assert.Equal(count, found);
        }

        Assert.True(view.Counts.TryGetValue("aa"u8, out int byUtf8));
        Assert.Equal(-1, byUtf8);
        Assert.False(view.Counts.TryGetValue("c", out _));
        Assert.False(view.Counts.TryGetValue("\ud800", out _));
        Assert.False(view.Counts.TryGetValue(new string('x', 1000), out _));
        foreach ((long key, string name) in CollectionValues.Maps.Names)
        {
            Assert.True(view.Names.TryGetValue(key, out Utf8Text found));
            Assert.Equal(name, found.ToString());
        }

        Assert.False(view.Names.TryGetValue(2, out Utf8Text missing));
        Assert.True(missing.IsNull);
        Assert.True(view.Orders.TryGetValue(Guid.Empty, out PlaceOrder.View order));
        Assert.Equal(0u, order.Quantity);
        Assert.True(view.Nested.TryGetValue("outer", out var nested));
        Assert.True(nested.TryGetValue(2, out PlainListView<byte> bytes));
        Assert.Equal([2, 2], bytes.Span.ToArray());
    }

    [Fact]
    public void An_element_is_found_in_place()
    {
        using var image = Image<Sets>.Create(CollectionValues.Sets);
        foreach (int number in CollectionValues.Sets.Numbers)
            Assert.True(image.View.Numbers.Contains(number));
        Assert.False(image.View.Numbers.Contains(4));
        foreach (string text in CollectionValues.Sets.Texts)
            Assert.True(image.View.Texts.Contains(text));
        Assert.False(image.View.Texts.Contains("abc"));
        Assert.True(image.View.Texts.Contains("é"u8));
        Assert.True(image.View.Sides.Contains(Side.Sell));
    }

    [Fact]
    public void The_order_in_which_entries_were_added_does_not_show()
    {
        string[] keys = ["b", "a", "é", "\uFFFD", "😀", "", "aa", "\uE000"];
        var forward = new Stock([], [], default);
        var backward = new Stock([], [], default);
        for (int i = 0; i < keys.Length; i++)
        {
            forward.Counts.Add(keys[i], (ushort)i);
            forward.Marks.Add((short)(i - 4));
            backward.Counts.Add(keys[^(i + 1)], (ushort)(keys.Length - i - 1));
            backward.Marks.Add((short)(keys.Length - i - 5));
        }

        Assert.Equal(Hex(forward with { Label = (0, "") }), Hex(backward with { Label = (0, "") }));
    }

    [Fact]
    public void Every_kind_of_map_and_set_behind_the_interfaces_has_one_image()
    {
        var names = new Dictionary<long, string> { [3] = "c", [1] = "a", [2] = "b" };
        string expected = Hex(CollectionValues.EmptyMaps with { Names = names });
        Assert.Equal(expected, Hex(CollectionValues.EmptyMaps with { Names = names.ToImmutableDictionary() }));
        Assert.Equal(expected, Hex(CollectionValues.EmptyMaps with { Names = names.ToFrozenDictionary() }));
        Assert.Equal(expected, Hex(CollectionValues.EmptyMaps with { Names = new SortedList<long, string>(names) }));

        HashSet<string> texts = ["b", "a"];
        expected = Hex(CollectionValues.EmptySets with { Maybe = texts });
        Assert.Equal(expected, Hex(CollectionValues.EmptySets with { Maybe = texts.ToImmutableHashSet() }));
        Assert.Equal(expected, Hex(CollectionValues.EmptySets with { Maybe = new SortedSet<string>(texts) }));
    }

    [Fact]
    public void Keys_that_only_their_comparer_tells_apart_are_refused()
    {
        var error = Assert.Throws<ImageException>(() => Hex(new Stock(
            new Dictionary<string, ushort>(new ByReference()) { [new string('a', 1)] = 1, [new string('a', 1)] = 2 }, [], default)));
        Assert.Equal("A map or a set has two keys that are the same.", error.Message);
    }

    [Fact]
    public void Null_where_it_is_not_allowed_and_lone_surrogates_are_refused()
    {
        Assert.Throws<ImageException>(() => Hex(CollectionValues.EmptySets with { Texts = [null!] }));
        Assert.Throws<ImageException>(() => Hex(CollectionValues.EmptySets with { Texts = ["\ud800"] }));
        Assert.Throws<ImageException>(() => Hex(CollectionValues.EmptyMaps with { Orders = new() { [default] = null! } }));
        Assert.Throws<ImageException>(() => Hex(new Stock([], [], (1, null!))));
    }

    [Fact]
    public void An_image_with_keys_out_of_order_or_twice_is_refused_as_a_value_as_a_copy_and_as_json()
    {
        byte[] image = Bytes(new Stock(new() { ["a"] = 1, ["b"] = 2 }, [1, 2], (0, "")));
        byte[] swapped = [.. image];
        int key = image.AsSpan().IndexOf("ab"u8);
        "ba"u8.CopyTo(swapped.AsSpan(key));
        Refused(swapped);
        "aa"u8.CopyTo(swapped.AsSpan(key));
        Refused(swapped);

        // Read as U+FFFD it would stand behind the others.
        swapped[key + 1] = 0x80;
        Refused(swapped);

        byte[] marks = [.. image];
        int mark = marks.AsSpan().IndexOf(new byte[] { 1, 0, 2, 0 });
        marks[mark] = 2;
        Refused(marks);
        marks[mark] = 3;
        Refused(marks);
    }

    [Fact]
    public void Looking_up_in_an_image_that_is_out_of_order_may_miss_and_does_nothing_worse()
    {
        byte[] image = Bytes(new Stock(new() { ["a"] = 1, ["b"] = 2, ["c"] = 3 }, [1, 2, 3], (0, "")));
        "cba"u8.CopyTo(image.AsSpan(image.AsSpan().IndexOf("abc"u8)));
        var view = new Stock.View(image);
        Assert.True(view.Counts.TryGetValue("b", out _));
        Assert.False(view.Counts.TryGetValue("a", out _));
        Assert.Equal(3, view.Counts.Count);
    }

    [Fact]
    public void Members_appended_to_a_message_in_a_map_have_their_defaults()
    {
        byte[] old = Bytes(new FirstByName(new() { ["x"] = new FirstVersion("n", true) }, (new FirstVersion("m", false), 7)));
        SecondByName read = ImageCodec.Read<SecondByName>(old);
        Assert.Equal(new SecondVersion("n", true), read.Items["x"]);
        Assert.Equal((new SecondVersion("m", false), 7), read.Pair);
        Assert.True(new SecondByName.View(old).Items.TryGetValue("x", out SecondVersion.View item));
        Assert.Equal(3, item.Count);
    }

    [Fact]
    public void A_builder_takes_maps_sets_and_tuples()
    {
        var stock = new Stock(new() { ["b"] = 1, ["a"] = 2 }, [2, 1], (3, "label"));
        using var image = new Image<Stock>(PooledImageBuffer.Rent(1024));
        Stock.Builder builder = image.Build();
        builder.SetCounts(stock.Counts);
        builder.SetMarks(stock.Marks);
        builder.SetLabel(stock.Label);
        Assert.Equal(Hex(stock), Convert.ToHexString(image.Bytes));
    }

    private static void Refused(byte[] image)
    {
        Assert.Throws<ImageException>(() => ImageCodec.Read<Stock>(image));
        Assert.Throws<ImageException>(() => new Stock.View(image).ToImage());
        Assert.Throws<ImageException>(() => JsonTranscoder.Write(StockSchema, image));
    }

    private static string Hex<T>(T value)
        where T : IImageMessage<T> => Convert.ToHexString(Bytes(value));

    private static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }

    private sealed class ByReference : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => 0;
    }
}
