using System.Text;
using Cells.Images;
using Cells.Images.Codecs;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Cells.Image.Tests.Properties;

public class ImageProperties
{
    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);

    private delegate Image<T> Copy<T>(ReadOnlySpan<byte> image)
        where T : IImageMessage<T>;

    [Fact]
    public void Maps_survive_their_image() => Survives(Generators.Maps, static image => new Maps.View(image).ToImage());

    [Fact]
    public void Sets_survive_their_image() => Survives(Generators.Sets, static image => new Sets.View(image).ToImage());

    [Fact]
    public void Tuples_survive_their_image() => Survives(Generators.Tuples, static image => new Tuples.View(image).ToImage());

    [Fact]
    public void Fixed_layouts_survive_their_image() => Survives(Generators.Book, static image => new Book.View(image).ToImage(), hasJson: false);

    [Fact]
    public void Values_are_equal_exactly_where_their_images_are()
    {
        EqualAsImages(Generators.Stock);
        EqualAsImages(Generators.Sets);
        EqualAsImages(Generators.Tuples);
        EqualAsImages(Generators.Point.Two().Select(static both => new Book(both.Item1, null, default, [], [], [], [], default)));
    }

    [Fact]
    public void The_order_in_which_a_map_or_a_set_was_filled_does_not_show() => Holds(Generators.Stock, static stock =>
    {
        var other = new Stock([], [], stock.Label);
        foreach ((string key, ushort value) in stock.Counts.Reverse())
            other.Counts.Add(key, value);
        foreach (short mark in stock.Marks.Reverse())
            other.Marks.Add(mark);
        return Hex(stock) == Hex(other) && stock == other && stock.GetHashCode() == other.GetHashCode();
    });

    [Fact]
    public void Strings_have_the_order_of_their_utf8() => Holds(Generators.Text.Two(), static both =>
        Math.Sign(TextKey.Compare(both.Item1, both.Item2)) == Math.Sign(Encoding.UTF8.GetBytes(both.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(both.Item2))));

    [Fact]
    public void Integers_have_the_order_of_their_bytes() => Holds(Generators.Number.Two(), static both =>
        Math.Sign(InlineMember<PlainCodec<int>, int>.Compare(both.Item1, both.Item2))
        == Math.Sign(BitConverter.GetBytes(both.Item1).AsSpan().SequenceCompareTo(BitConverter.GetBytes(both.Item2))));

    private static void Survives<T>(Gen<T> values, Copy<T> copy, bool hasJson = true)
        where T : class, IImageMessage<T>, IEquatable<T> => Holds(values, value =>
    {
        using var image = Image<T>.Create(value);
        ImageCodec.Validate<T>(image.Bytes);
        T read = image.Read();
        using var again = Image<T>.Create(read);
        using var copied = copy(image.Bytes);
        bool survives = read.Equals(value) && read.GetHashCode() == value.GetHashCode()
            && image.Bytes.SequenceEqual(again.Bytes) && image.Bytes.SequenceEqual(copied.Bytes);
        if (!hasJson)
            return survives;

        var schema = (MessageSchema)Echo.Types[typeof(T).Name];
        return survives && image.Bytes.SequenceEqual(JsonTranscoder.Read(schema, JsonTranscoder.Write(schema, image.Bytes)));
    });

    private static void EqualAsImages<T>(Gen<T> values)
        where T : class, IImageMessage<T>, IEquatable<T> => Holds(values.Resize(3).Two(), static both =>
    {
        bool isEqual = both.Item1.Equals(both.Item2);
        return isEqual == (Hex(both.Item1) == Hex(both.Item2)) && (!isEqual || both.Item1.GetHashCode() == both.Item2.GetHashCode());
    });

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Hex<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        return Convert.ToHexString(image.Bytes);
    }
}
