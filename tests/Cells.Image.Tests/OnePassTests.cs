using Cells.Image.Tests.Unions;
using Cells.Images;
using Cells.Samples;

namespace Cells.Image.Tests;

/// <summary>An image that is written without being measured.</summary>
public class OnePassTests
{
    [Fact]
    public void It_has_the_same_bytes_however_often_the_memory_grows()
    {
        Same(Values.Scalars);
        Same(Values.SomeScalars);
        Same(Values.Bulk);
        Same(Values.EmptyBulk);
        Same(Values.Lists);
        Same(Values.EmptyLists);
        Same(Values.Tree);
        Same(UnionValues.Drawing);
        Same(UnionValues.Formula);
        Same(UnionValues.Input);
        Same(new Nothing());
        Same(new PlaceOrder(new string('ä', 300), 1));
        Same(new PlaceOrder(new string('a', 300) + "€😀", 1));
    }

    [Fact]
    public void A_lone_surrogate_is_refused_and_the_next_image_is_none_the_worse()
    {
        Assert.Throws<ImageException>(() => ImageCodec.Write(new GrowingRoom(4096), new PlaceOrder("ab\ud800", 1)));
        Assert.Throws<ImageException>(() => Image<PlaceOrder>.Create(new PlaceOrder("ab\ud800", 1)));
        using var image = Image<PlaceOrder>.Create(new PlaceOrder("AAPL", 1));
        Assert.Equal(new PlaceOrder("AAPL", 1), image.Read());
    }

    [Fact]
    public void An_image_larger_than_the_one_before_it_is_whole()
    {
        foreach (int length in new[] { 10, 100_000, 10, 3_000_000, 1_000 })
        {
            var order = new PlaceOrder(new string('x', length), 7);
            using var image = Image<PlaceOrder>.Create(order);
            Assert.Equal(order, image.Read());
        }
    }

    [Fact]
    public void Another_image_may_be_created_while_one_is_written()
    {
        using var image = Image<Lists>.Create(Values.Lists with { Ids = new Interrupting() });
        using var expected = Image<Lists>.Create(Values.Lists);
        Assert.True(image.Bytes.SequenceEqual(expected.Bytes));
    }

    private static void Same<T>(T value)
        where T : IImageMessage<T>
    {
        var expected = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(expected, value);
        foreach (int bytes in new[] { 0, 1, expected.Length / 2, expected.Length, expected.Length + 100 })
        {
            var room = new GrowingRoom(bytes);
            int size = ImageCodec.Write(room, value);
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(room.Memory[..size]));
        }
    }

    /// <summary>Grows no more than it must, and spoils what it leaves behind.</summary>
    private sealed class GrowingRoom(int bytes) : ImageRoom
    {
        private byte[] _bytes = Spoiled(bytes);

        public override Span<byte> Memory => _bytes;

        public override void Grow(int written, int bytes)
        {
            Assert.True(bytes > _bytes.Length);
            byte[] larger = Spoiled(bytes);
            _bytes.AsSpan(0, written).CopyTo(larger);
            _bytes.AsSpan().Fill(0xDD);
            _bytes = larger;
        }

        private static byte[] Spoiled(int bytes)
        {
            var room = new byte[bytes];
            room.AsSpan().Fill(0xAA);
            return room;
        }
    }

    /// <summary>A list of the caller's own kind.</summary>
    private sealed class Interrupting : IReadOnlyList<Guid>
    {
        public int Count => Values.Lists.Ids.Count;

        public Guid this[int index]
        {
            get
            {
                using var other = Image<PlaceOrder>.Create(new PlaceOrder("other", 1));
                return Values.Lists.Ids[index];
            }
        }

        public IEnumerator<Guid> GetEnumerator() => Values.Lists.Ids.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
