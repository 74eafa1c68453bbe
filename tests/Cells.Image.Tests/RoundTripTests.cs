using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

public class RoundTripTests
{
    [Fact]
    public void An_order_is_the_same_after_its_image()
    {
        using var image = Image<PlaceOrder>.Create(new PlaceOrder("AAPL", 100));
        Assert.Equal(new PlaceOrder("AAPL", 100), image.Read());
        Assert.Equal("AAPL", image.View.Symbol.ToString());
        Assert.Equal(100u, image.View.Quantity);
    }

    [Fact]
    public void Every_value_is_the_same_after_its_image()
    {
        Check(Values.Scalars);
        Check(Values.ZeroScalars);
        Check(Values.SomeScalars);
        Check(Values.NoScalars);
        Check(Values.Bulk);
        Check(Values.EmptyBulk);
        Check(Values.Lists);
        Check(Values.EmptyLists);
        Check(Values.Tree);
        Check(Values.Defaults);
        Check(new Nothing());
        Check(new OrderId(7));
        Check(new Outer.Inner(3));
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        CheckBytes(Values.Scalars);
        CheckBytes(Values.SomeScalars);
        CheckBytes(Values.Bulk);
        CheckBytes(Values.EmptyBulk);
        CheckBytes(Values.Lists);
        CheckBytes(Values.EmptyLists);
        CheckBytes(Values.Tree);
        CheckBytes(Values.Defaults);
    }

    [Fact]
    public void A_copy_of_a_view_has_the_same_bytes()
    {
        CheckCopy(Values.Scalars, static image => new Scalars.View(image));
        using var bulk = Image<Bulk>.Create(Values.Bulk);
        using var bulkCopy = bulk.View.ToImage();
        Assert.True(bulk.Bytes.SequenceEqual(bulkCopy.Bytes));
        using var lists = Image<Lists>.Create(Values.Lists);
        using var listsCopy = lists.View.ToImage();
        Assert.True(lists.Bytes.SequenceEqual(listsCopy.Bytes));
        using var tree = Image<Tree>.Create(Values.Tree);
        using var treeCopy = tree.View.ToImage();
        Assert.True(tree.Bytes.SequenceEqual(treeCopy.Bytes));
        using var some = Image<OptionalScalars>.Create(Values.SomeScalars);
        using var someCopy = some.View.ToImage();
        Assert.True(some.Bytes.SequenceEqual(someCopy.Bytes));
    }

    private delegate TView At<TView>(ReadOnlySpan<byte> image)
        where TView : allows ref struct;

    private static void CheckCopy<T, TView>(T value, At<TView> at)
        where T : IImageMessage<T>
        where TView : IImageView<TView>, allows ref struct
    {
        using var image = Image<T>.Create(value);
        using var copy = Binding.ImageCopy.Create<T, TView>(at(image.Bytes));
        Assert.True(image.Bytes.SequenceEqual(copy.Bytes));
    }

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        Assert.Equivalent(value, image.Read(), strict: true);
    }

    private static void CheckBytes<T>(T value)
        where T : IImageMessage<T>
    {
        using var first = Image<T>.Create(value);
        using var second = Image<T>.Create(first.Read());
        Assert.Equal(Convert.ToHexString(first.Bytes), Convert.ToHexString(second.Bytes));
    }
}
