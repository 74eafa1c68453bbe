using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

public class BuilderTests
{
    [Fact]
    public void A_built_image_has_the_bytes_of_the_written_one()
    {
        using var image = Rent<Tree>(4096);
        var tree = image.Build();
        tree.SetName("root"u8);
        var order = tree.BeginOrder();
        order.Quantity = 100;
        order.SetSymbol("AAPL");
        var id = tree.BeginId();
        id.Id = 1;
        tree.SetMaybeId(new OrderId(2));
        using var left = Image<Tree>.Create(Values.Tree.Left!);
        tree.SetLeft(left.View);
        var children = tree.BeginChildren(2);
        Fill(children.Next(), Values.Tree.Children[0]);
        Fill(children.Next(), Values.Tree.Children[1]);
        Same(Values.Tree, image);
    }

    [Fact]
    public void Lists_are_built_from_spans_and_in_place()
    {
        using var image = Rent<Lists>(4096);
        var lists = image.Build();
        Values.Lists.Ints.CopyTo(lists.ReserveInts(3));
        lists.SetWide([Int128.MaxValue, 0]);
        lists.SetTruths([true, false]);
        lists.SetIds([Values.Lists.Ids[0]]);
        lists.SetMaybes([1, null, 3]);
        lists.SetSides([Side.Buy, Side.Sell]);
        lists.SetTexts(["", "a", "bc"]);
        lists.SetMaybeTexts(["x", null, ""]);
        lists.SetBlobs([[1], [], [2, 3]]);
        lists.SetNested([[1, 2], [], [3]]);
        lists.SetDeepTexts([["a", "b"], null, []]);
        var orders = lists.BeginOrders(2);
        var first = orders.Next();
        first.Quantity = 1;
        first.SetSymbol("A");
        var second = orders.Next();
        second.SetSymbol("BB");
        second.Quantity = 2;
        lists.SetOrderIds(Values.Lists.OrderIds);
        lists.SetMaybeInts([]);
        lists.SetMaybeIds([new OrderId(9)]);
        lists.SetOrderLists(Values.Lists.OrderLists!);
        Same(Values.Lists, image);
    }

    [Fact]
    public void Bytes_are_set_or_reserved_zeroed()
    {
        using var image = Rent<Bulk>(4096);
        image.Buffer.Memory.Fill(0xFF);
        var bulk = image.Build();
        bulk.SetText("häß€😀");
        bulk.SetBytes([1, 2, 3]);
        Span<byte> room = bulk.ReserveMemory(2);
        Assert.Equal(0, room[0]);
        room[0] = 4;
        room[1] = 5;
        bulk.SetMaybeText("");
        bulk.ReserveMaybeBytes(0);
        bulk.SetMaybeMemory(ReadOnlySpan<byte>.Empty);
        Same(Values.Bulk, image);
    }

    [Fact]
    public void An_image_begins_with_the_defaults_of_its_members()
    {
        using var image = Rent<Defaults>(256);
        image.Build();
        Assert.Equal(-5, image.View.Number);
        Assert.Equal(Side.Sell, image.View.Side);
        Assert.Equal(1.50m, image.View.Price);
        Assert.Equal(7, image.View.Maybe);
    }

    [Fact]
    public void A_member_that_was_never_set_reads_as_empty_and_a_copy_has_the_bytes_of_the_empty_one()
    {
        using var image = Rent<Tree>(4096);
        image.Build();
        var empty = new Tree("", new PlaceOrder(""), new OrderId(0), MaybeId: null, Left: null, Children: []);
        Assert.Equal("", image.View.Name.ToString());
        Assert.Equal(1u, image.View.Order.Quantity);
        Assert.Equal("", image.Read().Order.Symbol);
        Assert.Empty(image.Read().Children);
        using Image<Tree> copy = image.View.ToImage();
        Same(empty, copy);
    }

    [Fact]
    public void Members_of_varying_size_are_set_in_the_order_of_their_declaration()
    {
        using var image = Rent<Bulk>(4096);
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            var bulk = image.Build();
            bulk.SetBytes([1]);
            bulk.SetText("late");
        });
        Assert.StartsWith("Text cannot be set now: it was set already, or a member declared after it was.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<InvalidOperationException>(() =>
        {
            var bulk = image.Build();
            bulk.SetText("once");
            bulk.SetText("twice");
        });
        Assert.StartsWith("Text cannot be set now", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_out_of_memory_says_how_much_is_needed()
    {
        using var image = Rent<Bulk>(16);
        int memory = image.Buffer.Memory.Length;
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            var bulk = image.Build();
            bulk.SetText("a");
            bulk.ReserveBytes(memory);
        });
        Assert.StartsWith($"The image's memory is used up: it has {memory} bytes, and ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        using var image = Rent<Bulk>(256);
        Assert.Throws<ImageException>(() =>
        {
            var bulk = image.Build();
            bulk.SetText([0xFF]);
        });
    }

    [Fact]
    public void A_list_has_no_more_messages_than_it_was_begun_with()
    {
        using var image = Rent<Lists>(4096);
        Assert.Throws<InvalidOperationException>(() =>
        {
            var lists = image.Build();
            var orders = lists.BeginOrders(0);
            orders.Next();
        });
    }

    private static void Fill(Tree.Builder builder, Tree tree)
    {
        builder.SetName(tree.Name);
        builder.SetOrder(tree.Order);
        builder.SetId(tree.Id);
        if (tree.MaybeId is { } id)
            builder.SetMaybeId(id);
        if (tree.Left is { } left)
            builder.SetLeft(left);
        builder.SetChildren(tree.Children);
    }

    private static Image<T> Rent<T>(int bytes)
        where T : IImageMessage<T> => new(PooledImageBuffer.Rent(bytes));

    private static void Same<T>(T expected, Image<T> built)
        where T : IImageMessage<T>
    {
        using var written = Image<T>.Create(expected);
        Assert.Equal(Convert.ToHexString(written.Bytes), Convert.ToHexString(built.Bytes));
    }
}
