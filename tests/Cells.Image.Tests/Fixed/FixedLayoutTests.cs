using System.Runtime.InteropServices;
using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Fixed;

public class FixedLayoutTests
{
    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);

    [Fact]
    public void Every_value_is_the_same_after_its_image_and_after_its_json()
    {
        Check(FixedValues.Book);
        Check(FixedValues.EmptyBook);
    }

    [Fact]
    public void The_layout_that_the_generator_states_is_that_of_the_memory()
    {
        SameSize<Point>();
        SameSize<Quote>();
        SameSize<Plain>();
    }

    [Fact]
    public void A_list_is_a_span_over_the_image()
    {
        using var image = Image<Book>.Create(FixedValues.Book);
        ReadOnlySpan<Quote> quotes = image.View.Quotes;
        Assert.Equal(FixedValues.Book.Quotes, quotes.ToArray());
        Assert.True(image.Bytes.Overlaps(MemoryMarshal.AsBytes(quotes)));
        Assert.Equal(FixedValues.Book.Path, image.View.Path.ToArray());
        Assert.Equal(new Point(5, 6), image.View.Maybes[1]);
        Assert.True(image.View.ByName.TryGetValue("b", out Quote quote));
        Assert.Equal(FixedValues.Quote, quote);
        Assert.Null(image.View.Pair.Item2);
    }

    [Fact]
    public void It_stands_inline_as_in_memory()
    {
        byte[] image = Bytes(FixedValues.Book);

        // first: at 4, without a size word of its own
        Assert.Equal("00-00-80-3F-00-00-00-40", BitConverter.ToString(image, 4, 8));

        // best: at 16, a mark, padding to 8, then the quote; the first three fields of the Guid are little-endian
        Assert.Equal("01-00-00-00-00-00-00-00", BitConverter.ToString(image, 16, 8));
        Assert.Equal("33-22-11-00-55-44-77-66-88-99-AA-BB-CC-DD-EE-FF", BitConverter.ToString(image, 24, 16));
        Assert.Equal("FF-FF-FF-FF-FF-FF-FF-FF-64-00-00-00-07-00-02-00", BitConverter.ToString(image, 40, 16));

        // plain: at 56
        Assert.Equal("00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-80", BitConverter.ToString(image, 56, 16));
    }

    [Fact]
    public void An_older_image_reads_with_zero_for_one_that_was_appended()
    {
        byte[] image = Bytes(FixedValues.Book);
        image[0] -= 8;
        Assert.Equal(default, ImageCodec.Read<Book>(image).Tail);
        Assert.Equal(default, new Book.View(image).Tail);
        Assert.Contains("""
            "tail":{"x":0,"y":0}
            """, JsonTranscoder.Write((MessageSchema)Echo.Types["Book"], image), StringComparison.Ordinal);
    }

    [Fact]
    public void A_builder_takes_it_as_a_property_and_lists_of_it_in_place()
    {
        Book book = FixedValues.Book with { Maybes = [], ByName = [] };
        using var image = new Image<Book>(PooledImageBuffer.Rent(4096));
        Book.Builder builder = image.Build();
        builder.First = book.First;
        builder.Best = book.Best;
        builder.Plain = book.Plain;
        book.Quotes.CopyTo(builder.ReserveQuotes(book.Quotes.Count));
        builder.SetPath(book.Path);
        builder.SetMaybes([]);
        builder.SetByName([]);
        builder.SetPair(book.Pair);
        builder.Tail = book.Tail;
        Assert.Equal(Convert.ToHexString(Bytes(book)), Convert.ToHexString(image.Bytes));
    }

    [Theory]
    [InlineData("""{"at":{"x":1}}""", "$.at.y: is missing; expected float")]
    [InlineData("""{"at":{"x":1,"y":2,"z":3}}""", "$.at.z: Point has no member 'z'; did you mean 'x'?")]
    [InlineData("""{"at":[1,2]}""", "$.at: expected an object (Point), found a list")]
    public void What_does_not_fit_is_said_with_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Echo.FindMethod("Quote")!, json)).Message);

    [Theory]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"byte"},{"name":"b","tag":1,"type":"int"}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"int"},{"name":"b","tag":1,"type":"byte"}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"bool"}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":{"optional":"int"}}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"string"}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":{"fixed":"P"}}]}""")]
    [InlineData("""{"name":"P","layout":"loose","members":[{"name":"a","tag":0,"type":"int"}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"int"}]},{"name":"Q","members":[{"name":"p","tag":0,"type":{"message":"P"}}]}""")]
    [InlineData("""{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"int"}]},{"name":"Q","members":[{"name":"p","tag":0,"type":{"fixed":"P"},"default":1}]}""")]
    [InlineData("""{"name":"P","members":[{"name":"a","tag":0,"type":"int"}]},{"name":"Q","members":[{"name":"p","tag":0,"type":{"fixed":"P"}}]}""")]
    public void What_is_no_schema_is_refused(string types) =>
        Assert.Throws<SchemaException>(() => ContractSchema.Parse($$"""{"contract":"x","methods":[],"types":[{{types}}]}"""));

    [Fact]
    public void A_request_of_fixed_layout_is_refused_in_a_schema() => Assert.Throws<SchemaException>(() => ContractSchema.Parse(
        """{"contract":"x","methods":[{"name":"M","request":"P","response":null}],"types":[{"name":"P","layout":"fixed","members":[{"name":"a","tag":0,"type":"int"}]}]}"""));

    private static void SameSize<T>()
        where T : unmanaged, IFixedLayout<T> => Assert.Equal(MemoryMarshal.AsBytes(new T[1].AsSpan()).Length, T.Bytes);

    private static void Check(Book value)
    {
        byte[] image = Bytes(value);
        Book read = ImageCodec.Read<Book>(image);
        Assert.Equivalent(value, read, strict: true);
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(Bytes(read)));
        using var copy = new Book.View(image).ToImage();
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(copy.Bytes));
        var schema = (MessageSchema)Echo.Types["Book"];
        string json = JsonTranscoder.Write(schema, image);
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(JsonTranscoder.Read(schema, json)));
    }

    private static byte[] Bytes(Book value)
    {
        var bytes = new byte[ImageCodec.Measure(value)];
        ImageCodec.Write(bytes, value);
        return bytes;
    }
}
