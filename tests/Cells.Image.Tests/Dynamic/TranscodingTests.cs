using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Dynamic;

public class TranscodingTests
{
    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);
    private static readonly ContractSchema Gateway = ContractSchema.Parse(OrderGatewayClient.Contract.SchemaJson);

    [Fact]
    public void Json_of_an_image_makes_the_same_image_again()
    {
        Check(Values.ZeroScalars);
        Check(Values.SomeScalars with { DateTime = null });
        Check(Values.NoScalars);
        Check(Values.Bulk);
        Check(Values.EmptyBulk);
        Check(Values.Lists);
        Check(Values.EmptyLists);
        Check(Values.Tree);
        Check(Values.Defaults);
        Check(new Nothing());
        Check(Values.Scalars);
    }

    [Fact]
    public void An_order_takes_its_default_from_the_schema()
    {
        byte[] image = JsonTranscoder.ReadRequest(Method("PlaceOrder"), """{"symbol":"AAPL"}""");
        Assert.Equal(new PlaceOrder("AAPL", 1), ImageCodec.Read<PlaceOrder>(image));
    }

    [Fact]
    public void A_message_with_defaults_alone_can_be_left_empty()
    {
        byte[] image = JsonTranscoder.Read((MessageSchema)Echo.Types["Defaults"], "{}");
        Assert.Equal(Values.Defaults, ImageCodec.Read<Defaults>(image));
    }

    [Fact]
    public void Names_of_methods_match_without_regard_to_case() => Assert.Equal("PlaceOrder", Gateway.FindMethod("placeorder")!.Name);

    [Fact]
    public void A_response_that_wraps_a_value_prints_as_the_value()
    {
        // Block: size word 16, then a long at offset 8.
        byte[] image = [16, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal("5", JsonTranscoder.WriteResponse(Method("Add"), image));
        Assert.Equal("null", JsonTranscoder.WriteResponse(Method("Reset"), []));
        Assert.Equal("""{"id":5}""", JsonTranscoder.WriteResponse(Method("PlaceOrder"), image));
    }

    [Fact]
    public void Text_is_not_escaped_beyond_need()
    {
        byte[] image = JsonTranscoder.ReadRequest(Method("PlaceOrder"), """{"symbol":"häß€😀<>&'\""}""");
        Assert.Equal("""{"symbol":"häß€😀<>&'\"","quantity":1}""", JsonTranscoder.Write(Gateway.FindMethod("PlaceOrder")!.Request, image));
    }

    [Fact]
    public void Wide_integers_are_exact()
    {
        const string Json = """
            {"boolean":false,"s_byte":0,"byte":0,"short":0,"u_short":0,"int":0,"u_int":0,"long":-9223372036854775808,"u_long":18446744073709551615,"float":0,"double":0,"char":"a","half":0,"int128":-170141183460469231731687303715884105728,"u_int128":340282366920938463463374607431768211455,"guid":"00000000-0000-0000-0000-000000000000","decimal":1.50,"date_time":"2026-01-02T03:04:05","date_time_offset":"2026-01-02T03:04:05+01:00","time_span":"1.02:03:04","side":"buy","marks":["hidden","urgent"]}
            """;
        MessageSchema scalars = (MessageSchema)Echo.Types["Scalars"];
        Assert.Equal(Json, JsonTranscoder.Write(scalars, JsonTranscoder.Read(scalars, Json)));
    }

    [Theory]
    [InlineData("""{"symbol":"a","quantity":"abc"}""", "$.quantity", "expected uint (0 to 4294967295), found \"abc\"")]
    [InlineData("""{"symbol":"a","quantity":-1}""", "$.quantity", "expected uint (0 to 4294967295), found -1")]
    [InlineData("""{"symbol":"a","quantity":4294967296}""", "$.quantity", "expected uint (0 to 4294967295), found 4294967296")]
    [InlineData("""{"symbol":"a","quantity":1.5}""", "$.quantity", "expected uint (0 to 4294967295), found 1.5")]
    [InlineData("""{"symbol":null}""", "$.symbol", "expected string, found null")]
    [InlineData("""{"symbol":["a"]}""", "$.symbol", "expected string, found a list")]
    [InlineData("""{"quantity":1}""", "$.symbol", "is missing; expected string")]
    [InlineData("""{"symbol":"a","quantitty":1}""", "$.quantitty", "PlaceOrder has no member 'quantitty'; did you mean 'quantity'?")]
    [InlineData("""{"symbol":"a","Qty-of":1}""", "$['Qty-of']", "PlaceOrder has no member 'Qty-of'; it has symbol, quantity")]
    [InlineData("""{"symobl":"a"}""", "$.symobl", "PlaceOrder has no member 'symobl'; did you mean 'symbol'?")]
    [InlineData("""{"symbol":"a","x y":1}""", "$['x y']", "PlaceOrder has no member 'x y'; it has symbol, quantity")]
    [InlineData("""{"symbol":"a","symbol":"b"}""", "$.symbol", "is given twice")]
    [InlineData("""{"symbol":"\ud800"}""", "$.symbol", "has a string with a lone surrogate")]
    [InlineData("""{"\ud800":1}""", "$", "has a string with a lone surrogate")]
    [InlineData("[]", "$", "expected an object (PlaceOrder), found a list")]
    [InlineData("3", "$", "expected an object (PlaceOrder), found 3")]
    public void What_does_not_fit_is_said_with_its_path(string json, string path, string problem)
    {
        var error = Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Method("PlaceOrder"), json));
        Assert.Equal(path, error.Path);
        Assert.Equal($"{path}: {problem}", error.Message);
    }

    [Theory]
    [InlineData("""{"pattern":null,"sides":["buy","hold"],"like":{"symbol":""},"marks":0}""", "$.sides[1]: expected Side (buy, sell), found \"hold\"")]
    [InlineData("""{"pattern":null,"sides":["buy",null],"like":{"symbol":""},"marks":0}""", "$.sides[1]: expected Side (buy, sell), found null")]
    [InlineData("""{"sides":[],"like":{"symbol":"","quantity":{}},"marks":0}""", "$.like.quantity: expected uint (0 to 4294967295), found an object")]
    [InlineData("""{"sides":[],"like":{"symbol":""},"marks":2}""", "$.marks: expected Marks (none, urgent, hidden), found 2")]
    [InlineData("""{"sides":[],"like":{"symbol":""},"marks":["urgent","x"]}""", "$.marks: expected Marks (none, urgent, hidden), found a list")]
    [InlineData("""{"sides":{},"like":{"symbol":""},"marks":0}""", "$.sides: expected a list of Side, found an object")]
    public void Paths_lead_into_lists_and_messages(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Method("Find"), json)).Message);

    [Fact]
    public void A_negative_zero_keeps_its_sign()
    {
        Check(new Defaults(Price: -0.00m, Ratio: -0.0));
        Check(new Defaults(Price: decimal.Negate(0m)));
    }

    [Fact]
    public void Null_in_a_member_that_cannot_be_null_shows_as_its_default()
    {
        using var image = Image<Defaults>.Create(new Defaults(Text: ""));
        byte[] bytes = image.Bytes.ToArray();
        bytes.AsSpan(4, 8).Clear();
        Assert.Equal("a \"b\"", new Defaults.View(bytes).Text.ToString());
        Assert.StartsWith("""{"text":"a \"b\"",""", JsonTranscoder.Write((MessageSchema)Echo.Types[nameof(Defaults)], bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"symbol\":\n\"a\",}", "The JSON is malformed at line 2, byte 5:")]
    [InlineData("", "The JSON is malformed at line 1, byte 1:")]
    [InlineData("{", "The JSON is malformed at line 1, byte 2:")]
    [InlineData("{} {}", "The JSON is malformed at line 1, byte 4:")]
    public void Malformed_json_is_said_with_its_position(string json, string start)
    {
        var error = Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Method("PlaceOrder"), json));
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.Equal("", error.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"contract":"x","methods":[{"name":"M","request":"R","response":null}],"types":[]}""")]
    [InlineData("""{"contract":"x","methods":[],"types":[{"name":"R","members":[{"name":"a","type":"complex"}]}]}""")]
    [InlineData("""{"contract":"x","methods":[],"types":[{"name":"R","members":[{"name":"a","type":{"message":"S"}}]}]}""")]
    [InlineData("""{"contract":"x","methods":[],"types":[{"name":"R","members":[]},{"name":"R","members":[]}]}""")]
    [InlineData("""{"contract":"x","methods":[],"types":[{"name":"E","enum":"float","values":[]}]}""")]
    [InlineData("""{"contract":"x","methods":[],"types":[{"name":"E","enum":"int","values":[{"name":"a","value":1.5}]}]}""")]
    [InlineData("""{"contract":3,"methods":[],"types":[]}""")]
    public void What_is_no_schema_is_refused(string json) => Assert.Throws<SchemaException>(() => ContractSchema.Parse(json));

    private static MethodSchema Method(string name) => Gateway.FindMethod(name)!;

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        var schema = (MessageSchema)Echo.Types[typeof(T).Name];
        using var image = Image<T>.Create(value);
        string json = JsonTranscoder.Write(schema, image.Bytes);
        byte[] again = JsonTranscoder.Read(schema, json);
        Assert.True(image.Bytes.SequenceEqual(again), $"{json}\n{Convert.ToHexString(image.Bytes)}\n{Convert.ToHexString(again)}");
    }
}
