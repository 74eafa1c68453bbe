using Cells.Image.Tests.Collections;
using Cells.Image.Tests.Fixed;
using Cells.Image.Tests.Unions;
using Cells.Images;
using Cells.Samples;
using Cells.Tests;

namespace Cells.Image.Tests;

public class AllocationTests
{
    private const int Rounds = 2000;

    [Fact]
    public void Writing_allocates_nothing()
    {
        byte[] room = new byte[4096];
        None(() => Write(room, Values.Scalars));
        None(() => Write(room, Values.SomeScalars));
        None(() => Write(room, Values.Bulk));
        None(() => Write(room, Values.Lists));
        None(() => Write(room, Values.Tree));
    }

    [Fact]
    public void Writing_into_pooled_memory_allocates_nothing()
    {
        None(() => Image<Lists>.Create(Values.Lists).Dispose());
        None(() => Image<Tree>.Create(Values.Tree).Dispose());
    }

    [Fact]
    public void Reading_through_views_allocates_nothing()
    {
        using var lists = Image<Lists>.Create(Values.Lists);
        using var tree = Image<Tree>.Create(Values.Tree);
        using var bulk = Image<Bulk>.Create(Values.Bulk);
        using var scalars = Image<Scalars>.Create(Values.Scalars);
        None(() => Walks.Walk(lists.View));
        None(() => Walks.Walk(tree.View));
        None(() => Walks.Walk(bulk.View));
        None(() => Walks.Walk(scalars.View));
    }

    [Fact]
    public void Maps_sets_and_tuples_allocate_nothing()
    {
        byte[] room = new byte[8192];
        None(() => Write(room, CollectionValues.Maps));
        None(() => Write(room, CollectionValues.Sets));
        None(() => Write(room, CollectionValues.Tuples));
        using var maps = Image<Maps>.Create(CollectionValues.Maps);
        using var sets = Image<Sets>.Create(CollectionValues.Sets);
        using var tuples = Image<Tuples>.Create(CollectionValues.Tuples);
        None(() => CollectionWalks.Walk(maps.View));
        None(() => CollectionWalks.Walk(sets.View));
        None(() => CollectionWalks.Walk(tuples.View));
        None(() => maps.View.ToImage().Dispose());
        None(() => sets.View.ToImage().Dispose());
        None(() => tuples.View.ToImage().Dispose());
    }

    [Fact]
    public void Fixed_layouts_allocate_nothing()
    {
        byte[] room = new byte[4096];
        None(() => Write(room, FixedValues.Book));
        using var book = Image<Book>.Create(FixedValues.Book);
        None(() => FixedWalks.Walk(book.View));
        None(() => book.View.ToImage().Dispose());
    }

    [Fact]
    public void Unions_and_dynamic_values_allocate_nothing()
    {
        byte[] room = new byte[4096];
        None(() => Write(room, UnionValues.Drawing));
        None(() => Write(room, UnionValues.Formula));
        None(() => Write(room, UnionValues.Gallery));
        None(() => Write(room, UnionValues.Input));
        using var drawing = Image<Drawing>.Create(UnionValues.Drawing);
        using var formula = Image<Expression>.Create(UnionValues.Formula);
        using var gallery = Image<Gallery>.Create(UnionValues.Gallery);
        using var input = Image<TemplateInput>.Create(UnionValues.Input);
        None(() => UnionWalks.Walk(drawing.View));
        None(() => UnionWalks.Walk(formula.View));
        None(() => UnionWalks.Walk(gallery.View));
        None(() => UnionWalks.Walk(input.View));
        None(() => Assert.True(input.View.Data.TryGet("count", out _)));
        None(() => drawing.View.ToImage().Dispose());
        None(() => formula.View.ToImage().Dispose());
        None(() => gallery.View.ToImage().Dispose());
        None(() => input.View.ToImage().Dispose());
    }

    [Fact]
    public void Building_allocates_nothing()
    {
        using var image = new Image<Tree>(PooledImageBuffer.Rent(4096));
        None(() =>
        {
            var tree = image.Build();
            tree.SetName("root"u8);
            var order = tree.BeginOrder();
            order.Quantity = 1;
            order.SetSymbol("AAPL");
            var id = tree.BeginId();
            id.Id = 7;
            var children = tree.BeginChildren(2);
            children.Next().SetName("a");
            children.Next().SetName("b");
        });
    }

    [Fact]
    public void Copying_a_view_allocates_nothing_beyond_the_pooled_image()
    {
        using var image = Image<Lists>.Create(Values.Lists);
        None(() => image.View.ToImage().Dispose());
    }

    private static void Write<T>(byte[] room, T value)
        where T : IImageMessage<T> => ImageCodec.Write(room.AsSpan(0, ImageCodec.Measure(value)), value);

    private static void None(Action action)
    {
        Repeat(Rounds);
        Allocations.None(Rounds, Repeat);

        void Repeat(int rounds)
        {
            for (int i = 0; i < rounds; i++)
                action();
        }
    }
}
