using System.Buffers.Binary;
using Cells.Images;
using Cells.Samples;
using Cells.Tests;

namespace Cells.Image.Tests.Validation;

public class ValidationTests
{
    [Fact]
    public void What_was_written_is_accepted()
    {
        Accept(Values.Scalars);
        Accept(Values.SomeScalars);
        Accept(Values.NoScalars);
        Accept(Values.Bulk);
        Accept(Values.EmptyBulk);
        Accept(Values.Lists);
        Accept(Values.EmptyLists);
        Accept(Values.Tree);
        Accept(Values.Defaults);
        Accept(new Nothing());
        Accept(new OrderId(7));
        Accept(new Outer.Inner(3));
    }

    [Fact]
    public void Every_change_of_one_bit_is_refused_or_makes_the_image_of_another_value()
    {
        ChangeEachBit(Values.Scalars);
        ChangeEachBit(Values.SomeScalars);
        ChangeEachBit(Values.NoScalars);
        ChangeEachBit(Values.Bulk);
        ChangeEachBit(Values.Lists);
        ChangeEachBit(Values.Tree);
        ChangeEachBit(Values.Defaults);
    }

    [Fact]
    public void Every_bit_of_padding_is_refused()
    {
        // Behind the marks of numbers that are there; between the text's end and the bytes' beginning; behind the last member of a block.
        byte[] some = Bytes(Values.SomeScalars);
        RefuseEachBit<OptionalScalars>(some, 9, 1);
        RefuseEachBit<OptionalScalars>(some, 13, 3);
        byte[] bulk = Bytes(Values.Bulk);
        int text = BinaryPrimitives.ReadInt32LittleEndian(bulk.AsSpan(4)) + BinaryPrimitives.ReadInt32LittleEndian(bulk.AsSpan(8));
        RefuseEachBit<Bulk>(bulk, text, BinaryPrimitives.ReadInt32LittleEndian(bulk.AsSpan(12)) - text);
        RefuseEachBit<FirstVersion>(Bytes(new FirstVersion("", true)), 13, 3);
    }

    [Fact]
    public void Bytes_that_nothing_refers_to_are_refused()
    {
        byte[] image = [.. Bytes(Values.Tree), 0];
        Assert.Contains($"at byte {image.Length - 1} it has bytes that nothing refers to", Refuse<Tree>(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Children_out_of_order_are_refused()
    {
        byte[] image = Bytes(new Bulk("ab", [], default, "cd", null, null));
        image.AsSpan(4, 4).CopyTo(image.AsSpan(28));
        Assert.Contains("a child that is not where it is written", Refuse<Bulk>(image), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_version_is_refused_and_its_copy_accepted()
    {
        byte[] old = Bytes(new FirstHolder([new FirstVersion("a", true)], new FirstVersion("c", false)));
        Assert.Contains("A copy by ToImage has the form of this version.", Refuse<SecondHolder>(old), StringComparison.Ordinal);
        using var copy = new SecondHolder.View(old).ToImage();
        ImageCodec.Validate<SecondHolder>(copy.Bytes);
    }

    [Fact]
    public void As_deep_as_images_are_read_they_are_validated()
    {
        var tree = new Tree("leaf", new PlaceOrder("", 0), default, null, null, []);
        for (int i = 0; i < ImageLimits.MaxDepth - 2; i++)
            tree = new Tree("", new PlaceOrder("", 0), default, null, tree, []);
        Accept(tree);
        Refuse<Tree>(Bytes(new Tree("", new PlaceOrder("", 0), default, null, new Tree("", new PlaceOrder("", 0), default, null, tree, []), [])));
    }

    [Fact]
    public void Validating_allocates_nothing()
    {
        byte[] image = Bytes(Values.Lists);
        ImageCodec.Validate<Lists>(image);
        Allocations.None(100, rounds =>
        {
            for (int i = 0; i < rounds; i++)
                ImageCodec.Validate<Lists>(image);
        });
    }

    private static void Accept<T>(T value)
        where T : IImageMessage<T>
    {
        byte[] image = Bytes(value);
        ImageCodec.Validate<T>(image);
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(Bytes(ImageCodec.Read<T>(image))));
    }

    private static void ChangeEachBit<T>(T value)
        where T : IImageMessage<T>
    {
        byte[] image = Bytes(value);
        for (int bit = 0; bit < 8 * image.Length; bit++)
        {
            byte[] changed = [.. image];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            bool isCanonical = TryRead(changed, out T? other) && Bytes(other!).AsSpan().SequenceEqual(changed);
            Assert.True(isCanonical == IsAccepted<T>(changed), $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    private static void RefuseEachBit<T>(byte[] image, int from, int bytes)
        where T : IImageMessage<T>
    {
        for (int bit = 8 * from; bit < 8 * (from + bytes); bit++)
        {
            byte[] changed = [.. image];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Refuse<T>(changed);
        }
    }

    private static bool TryRead<T>(byte[] image, out T? value)
        where T : IImageMessage<T>
    {
        try
        {
            value = ImageCodec.Read<T>(image);
            return true;
        }
        catch (ImageException)
        {
            value = default;
            return false;
        }
    }

    private static bool IsAccepted<T>(byte[] image)
        where T : IImageMessage<T>
    {
        try
        {
            ImageCodec.Validate<T>(image);
            return true;
        }
        catch (ImageException)
        {
            return false;
        }
    }

    private static string Refuse<T>(byte[] image)
        where T : IImageMessage<T> => Assert.Throws<ImageException>(() => ImageCodec.Validate<T>(image)).Message;

    private static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }
}
