using Cells.Images;
using Cells.Images.Views;
using Cells.Samples;

namespace Cells.Image.Tests.Unions;

public class ValueTests
{
    [Fact]
    public void Each_case_gives_what_it_holds()
    {
        Assert.True(default(Value).IsNull);
        Assert.True(((Value)true).AsBoolean);
        Assert.Equal(7, ((Value)7).AsInteger);
        Assert.Equal(7.0, ((Value)7).AsDouble);
        Assert.Equal(0.5, ((Value)0.5).AsDouble);
        Assert.Equal("text", ((Value)"text").AsString);
        Assert.Equal([1, 2], ((Value)new byte[] { 1, 2 }).AsBytes.ToArray());
        Assert.Equal("two", Value.Array(1, "two")[1].AsString);
        Assert.Equal(2, UnionValues.Data["list"].Items[2].Count + UnionValues.Data["nested"].Count);
        Assert.True(UnionValues.Data["absent"].IsNull);
        Assert.Equal(ValueCase.Double, ((Value)2.0).Case);
        Assert.True(((Value)(string?)null).IsNull);
    }

    [Fact]
    public void What_it_does_not_hold_is_refused() =>
        Assert.Equal("The value is of the case String, not Integer.", Assert.Throws<InvalidOperationException>(() => ((Value)"7").AsInteger).Message);

    [Fact]
    public void Bytes_are_copied_so_that_it_never_changes()
    {
        byte[] bytes = [1];
        Value value = bytes;
        bytes[0] = 2;
        Assert.Equal(1, value.AsBytes.Span[0]);
    }

    [Fact]
    public void Members_ascend_by_the_bytes_of_their_keys()
    {
        Value value = Value.Object(("\uFFFD", 3), ("b", 2), ("", 0), ("😀", 4), ("a", 1));
        Assert.Equal(["", "a", "b", "\uFFFD", "😀"], value.Members.ToArray().Select(static member => member.Key));
        using var image = Image<Value>.Create(value);
        Assert.Equal(value, image.View.ToOwned());
        foreach ((string key, Value content) in value.Members)
            Assert.Equal(content.AsInteger, image.View[key].AsInteger);
    }

    [Fact]
    public void Two_members_cannot_have_one_key() => Assert.Throws<ArgumentException>(() => Value.Object(("a", 1), ("a", 2)));

    [Fact]
    public void Equality_is_that_of_images()
    {
        Assert.Equal(Value.Object(("a", 1), ("b", 2)), Value.Object(("b", 2), ("a", 1)));
        Assert.Equal(Value.Object(("a", 1), ("b", 2)).GetHashCode(), Value.Object(("b", 2), ("a", 1)).GetHashCode());
        Assert.NotEqual((Value)1, (Value)1.0);
        Assert.NotEqual((Value)0.0, (Value)(-0.0));
        Assert.Equal((Value)double.NaN, (Value)double.NaN);
        Assert.NotEqual(Value.Array(1), Value.Array(1, 1));
        Assert.NotEqual((Value)"", Value.Null);
        Assert.Equal((Value)new byte[] { 1 }, (Value)new byte[] { 1 });
        Assert.True((Value)1 == 1 && (Value)1 != 2);
    }

    [Fact]
    public void It_reads_as_json()
    {
        const string Expected = """
            {"":"","count":3,"isOpen":true,"list":[1,"two",[],{},false],"name":"häß€😀","nested":{"a":-9223372036854775808,"b":{"$object":{"$bytes":1}}},"nothing":null,"ratio":0.5,"raw":{"$bytes":"AQID"},"whole":2.0}
            """;
        Assert.Equal(Expected, UnionValues.Data.ToString());
        Assert.Equal("[1E+300,-0.0,{\"$double\":\"NaN\"},\"\\\"\\u0001\"]", Value.Array(1e300, -0.0, double.NaN, "\"\u0001").ToString());
    }

    [Fact]
    public void It_nests_no_deeper_than_an_image_can()
    {
        Value value = 1;
        for (int depth = 1; depth + 2 <= ImageLimits.MaxDepth; depth += 2)
            value = depth % 4 == 1 ? Value.Array(value) : Value.Object(("a", value));
        Assert.Throws<ArgumentException>(() => Value.Array(value));
        Assert.Throws<ArgumentException>(() => Value.Object(("a", value)));

        // Each array and each object counts twice: as a message, and as the list or the entry that a part of it lies in.
        byte[] image = UnionTests.Bytes(value);
        Assert.Equal(value, ImageCodec.Read<Value>(image));
        new ValueView(image).ToImage().Dispose();
    }

    [Fact]
    public void A_view_walks_it_in_place()
    {
        using var image = Image<Value>.Create(UnionValues.Data);
        ValueView view = image.View;
        Assert.Equal(ValueCase.Object, view.Case);
        Assert.Equal(10, view.Members.Count);
        Assert.True(view["name"].AsString.Is("häß€😀"u8));
        Assert.Equal(3.0, view["count"].AsDouble);
        Assert.True(view["isOpen"].AsBoolean);
        Assert.Equal([1, 2, 3], view["raw"].AsBytes.ToArray());
        Assert.True(view["nothing"].IsNull);
        Assert.True(view.TryGet("nothing"u8, out _));
        Assert.False(view.TryGet("Nothing"u8, out _));
        Assert.False(view.TryGet(new string('x', 1000), out _));
        Assert.False(view.TryGet("\ud800", out _));
        Assert.Equal(5, view["list"].Items.Count);
        Assert.Equal(ValueCase.Array, view["list"][2].Case);
        string keys = "";
        foreach (var member in view["nested"].Members)
            keys += member.Key.ToString();
        Assert.Equal("ab", keys);
        Assert.Equal(UnionValues.Data["nested"], view["nested"].ToOwned());
        Assert.Equal("The image has a Value with the tag 4 where Integer was expected.", Assert.Throws<ImageException>(() => image.View["name"].AsInteger).Message);
    }

    [Fact]
    public void An_object_whose_keys_do_not_ascend_is_refused()
    {
        byte[] image = UnionTests.Bytes(Value.Object(("aaa", 1), ("bbb", 2)));
        int at = image.AsSpan().IndexOf("bbb"u8);
        "aaa"u8.CopyTo(image.AsSpan(at));
        Assert.Throws<ImageException>(() => ImageCodec.Read<Value>(image));
        Assert.Throws<ImageException>(() => new ValueView(image).ToImage());
        "a"u8.CopyTo(image.AsSpan(at));
        image[at + 1] = (byte)'`';
        Assert.Throws<ImageException>(() => ImageCodec.Read<Value>(image));
        Assert.Throws<ImageException>(() => new ValueView(image).ToImage());
    }

    [Fact]
    public void An_array_is_laid_out_as_the_page_says()
    {
        // The block of the image, the array's block, two references, the number's block, the text's block, the text.
        const string Expected =
            "0C000000" + "10000000" + "06000000" + "00000000"
            + "0C000000" + "10000000" + "02000000" + "00000000"
            + "10000000" + "02000000" + "20000000" + "04000000"
            + "10000000" + "00000000" + "0700000000000000"
            + "0C000000" + "10000000" + "02000000" + "00000000" + "6162";
        Assert.Equal(Expected, Convert.ToHexString(UnionTests.Bytes(Value.Array(7, "ab"))));
    }

    [Fact]
    public void A_builder_sets_it_whole_or_from_a_view()
    {
        using var data = Image<Value>.Create(UnionValues.Data);
        using var image = new Image<TemplateInput>(PooledImageBuffer.Rent(4096));
        TemplateInput.Builder input = image.Build();
        input.SetName("page");
        input.SetData(data.View);
        input.SetSteps(UnionValues.Input.Steps);
        input.SetFallback(UnionValues.Input.Fallback);
        Assert.Equal(Convert.ToHexString(UnionTests.Bytes(UnionValues.Input)), Convert.ToHexString(image.Bytes));
    }
}
