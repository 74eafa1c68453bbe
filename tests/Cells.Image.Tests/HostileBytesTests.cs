using System.Buffers.Binary;
using Cells.Image.Tests.Collections;
using Cells.Image.Tests.Fixed;
using Cells.Image.Tests.Unions;
using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests;

public class HostileBytesTests
{
    private const int CasesPerMessage = 20_000;

    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);

    private delegate long Visit(ReadOnlySpan<byte> image);

    [Fact]
    public void Scalars_of_arbitrary_bytes_fail_only_as_images() => Attack(Values.Scalars, static image => Walks.Walk(new Scalars.View(image)), static image => Copy(new Scalars.View(image).ToImage()));

    [Fact]
    public void Optional_scalars_of_arbitrary_bytes_fail_only_as_images() => Attack(Values.SomeScalars, static image => Walks.Walk(new OptionalScalars.View(image)), static image => Copy(new OptionalScalars.View(image).ToImage()));

    [Fact]
    public void Bulk_of_arbitrary_bytes_fails_only_as_image() => Attack(Values.Bulk, static image => Walks.Walk(new Bulk.View(image)), static image => Copy(new Bulk.View(image).ToImage()));

    [Fact]
    public void Lists_of_arbitrary_bytes_fail_only_as_images() => Attack(Values.Lists, static image => Walks.Walk(new Lists.View(image)), static image => Copy(new Lists.View(image).ToImage()));

    [Fact]
    public void Trees_of_arbitrary_bytes_fail_only_as_images() => Attack(Values.Tree, static image => Walks.Walk(new Tree.View(image)), static image => Copy(new Tree.View(image).ToImage()));

    [Fact]
    public void Defaults_of_arbitrary_bytes_fail_only_as_images() => Attack(Values.Defaults, static image => Walks.Walk(new Defaults.View(image)), static image => Copy(new Defaults.View(image).ToImage()));

    [Fact]
    public void Maps_of_arbitrary_bytes_fail_only_as_images() => Attack(CollectionValues.Maps, static image => CollectionWalks.Walk(new Maps.View(image)), static image => Copy(new Maps.View(image).ToImage()));

    [Fact]
    public void Sets_of_arbitrary_bytes_fail_only_as_images() => Attack(CollectionValues.Sets, static image => CollectionWalks.Walk(new Sets.View(image)), static image => Copy(new Sets.View(image).ToImage()));

    [Fact]
    public void Tuples_of_arbitrary_bytes_fail_only_as_images() => Attack(CollectionValues.Tuples, static image => CollectionWalks.Walk(new Tuples.View(image)), static image => Copy(new Tuples.View(image).ToImage()));

    [Fact]
    public void Fixed_layouts_of_arbitrary_bytes_fail_only_as_images() => Attack(FixedValues.Book, static image => FixedWalks.Walk(new Book.View(image)), static image => Copy(new Book.View(image).ToImage()));

    [Fact]
    public void Unions_of_arbitrary_bytes_fail_only_as_images() => Attack(UnionValues.Drawing, static image => UnionWalks.Walk(new Drawing.View(image)), static image => Copy(new Drawing.View(image).ToImage()));

    [Fact]
    public void Unions_in_maps_of_arbitrary_bytes_fail_only_as_images() => Attack(UnionValues.Gallery, static image => UnionWalks.Walk(new Gallery.View(image)), static image => Copy(new Gallery.View(image).ToImage()));

    [Fact]
    public void Expressions_of_arbitrary_bytes_fail_only_as_images() => Attack(UnionValues.Formula, static image => UnionWalks.Walk(new Expression.View(image)), static image => Copy(new Expression.View(image).ToImage()));

    [Fact]
    public void Dynamic_values_of_arbitrary_bytes_fail_only_as_images() => Attack(UnionValues.Input, static image => UnionWalks.Walk(new TemplateInput.View(image)), static image => Copy(new TemplateInput.View(image).ToImage()));

    [Fact]
    public void Every_truncation_fails_or_reads()
    {
        byte[] image = Bytes(Values.Lists);
        for (int length = 0; length < image.Length; length++)
            Try(image.AsSpan(0, length), static bytes => ImageCodec.Read<Lists>(bytes).Ints.Length);
    }

    [Fact]
    public void A_reference_cannot_point_at_its_own_block()
    {
        byte[] image = Bytes(Values.Tree);
        foreach (int at in ReferencesOfTree)
        {
            byte[] cyclic = [.. image];
            for (uint offset = 0; offset < 16; offset++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(cyclic.AsSpan(at), offset);
                Assert.Throws<ImageException>(() => ImageCodec.Read<Tree>(cyclic));
            }
        }
    }

    [Fact]
    public void References_to_the_same_bytes_again_and_again_are_refused()
    {
        // A list of 1,000 references that all lead to one text of 1,000 bytes: a megabyte out of nine thousand bytes.
        using var image = Image<Lists>.Create(Values.EmptyLists with { Texts = [.. Enumerable.Repeat("", 999), new string('x', 1000)] });
        byte[] bytes = image.Bytes.ToArray();
        int last = bytes.AsSpan().LastIndexOf(new byte[] { 0xE8, 0x03, 0, 0 });
        byte[] reference = bytes[(last - 4)..(last + 4)];
        for (int i = 0; i < 1000; i++)
            reference.CopyTo(bytes, last - 4 - 8 * i);
        Assert.Throws<ImageException>(() => ImageCodec.Read<Lists>(bytes));
        Assert.Throws<ImageException>(() => new Lists.View(bytes).ToImage());
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_is_refused()
    {
        var tree = new Tree("leaf", new PlaceOrder("", 0), default, null, null, []);
        for (int i = 0; i < ImageLimits.MaxDepth; i++)
            tree = new Tree("", new PlaceOrder("", 0), default, null, tree, []);
        byte[] image = Bytes(tree);
        Assert.Throws<ImageException>(() => ImageCodec.Read<Tree>(image));
        Assert.Throws<ImageException>(() => new Tree.View(image).ToImage());
    }

    [Fact]
    public void An_image_that_changes_while_it_is_read_fails_only_as_image()
    {
        byte[] image = Bytes(Values.Lists);
        byte[] pristine = [.. image];
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            var random = new Random(7);
            while (!stop.IsCancellationRequested)
            {
                image[random.Next(image.Length)] = (byte)random.Next(256);
                if (random.Next(64) == 0)
                    pristine.CopyTo(image, 0);
            }
        });
        writer.Start();
        for (int i = 0; i < CasesPerMessage; i++)
        {
            Try(image, static bytes => Walks.Walk(new Lists.View(bytes)));
            Try(image, static bytes => ImageCodec.Read<Lists>(bytes).Ints.Length);
            Try(image, static bytes => Copy(new Lists.View(bytes).ToImage()));
        }

        stop.Cancel();
        writer.Join();
    }

    private static int[] ReferencesOfTree => [4, 12, 20, 28, 36, 44];

    private static void Attack<T>(T value, Visit walk, Visit copy)
        where T : IImageMessage<T>
    {
        MessageSchema schema = Echo.Types[typeof(T).Name] is UnionSchema union ? union.Message : (MessageSchema)Echo.Types[typeof(T).Name];
        byte[] image = Bytes(value);
        var random = new Random(20_26);
        for (int i = 0; i < CasesPerMessage; i++)
        {
            byte[] bytes = Mutate(image, random);
            Try(bytes, walk);
            Try(bytes, copy);
            Try(bytes, static image => ImageCodec.Measure(ImageCodec.Read<T>(image)));
            Try(bytes, image => JsonTranscoder.Write(schema, image).Length);
        }
    }

    private static byte[] Mutate(byte[] image, Random random)
    {
        if (random.Next(16) == 0)
        {
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            return noise;
        }

        byte[] bytes = image[..(random.Next(4) == 0 ? random.Next(image.Length + 1) : image.Length)];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Length >= 4; changes--)
        {
            int at = random.Next(bytes.Length / 4) * 4;
            switch (random.Next(5))
            {
                case 0:
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)random.Next(2 * image.Length));
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), uint.MaxValue - (uint)random.Next(4));
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), int.MaxValue - (uint)random.Next(4));
                    break;
                default:
                    bytes.AsSpan(random.Next(bytes.Length / 4) * 4, 4).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return bytes;
    }

    private static void Try(ReadOnlySpan<byte> image, Visit visit)
    {
        try
        {
            visit(image);
        }
        catch (ImageException)
        {
            // The one way to fail.
        }
    }

    private static long Copy<T>(Image<T> image)
        where T : IImageMessage<T>
    {
        using (image)
        {
            // What came of hostile bytes is canonical: reading and writing it gives the same bytes.
            byte[] again = Bytes(image.Read());
            Assert.Equal(Convert.ToHexString(again), Convert.ToHexString(image.Bytes));
            return image.Bytes.Length;
        }
    }

    private static byte[] Bytes<T>(T value)
        where T : IImageMessage<T>
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }
}
