using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Unions;

public class UnionJsonTests
{
    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);
    private static readonly ContractSchema Board = ContractSchema.Parse(DrawingBoardClient.Contract.SchemaJson);
    private static readonly ContractSchema Templates = ContractSchema.Parse(TemplatesClient.Contract.SchemaJson);

    [Fact]
    public void Json_of_an_image_makes_the_same_image_again()
    {
        Check(UnionValues.Drawing with { Circle = new Shape.Circle(0.25) });
        Check(UnionValues.SmallDrawing);
        Check(UnionValues.Gallery);
        Check(UnionValues.Input);
        Check(UnionValues.EmptyInput);
        Check(UnionValues.Formula);
    }

    [Fact]
    public void A_case_is_the_one_member_of_an_object()
    {
        MethodSchema shape = Board.FindMethod("Shape")!;
        const string Json = """{"rectangle":{"width":1,"height":2}}""";
        byte[] image = JsonTranscoder.ReadRequest(shape, Json);
        Assert.Equal(new Shape.Rectangle(1, 2), ImageCodec.Read<Shape>(image));
        Assert.Equal(Json, JsonTranscoder.WriteResponse(shape, image));
        Assert.Equal("""{"empty":{}}""", JsonTranscoder.WriteResponse(shape, UnionTests.Bytes<Shape>(new Shape.Empty())));
    }

    [Fact]
    public void A_union_stands_among_other_parameters()
    {
        byte[] image = JsonTranscoder.ReadRequest(Board.FindMethod("Find")!, """{"name":"n","like":{"circle":{"radius":0.5}}}""");
        Assert.Equal("""{"name":"n","like":{"circle":{"radius":0.5}},"unlike":null}""", JsonTranscoder.Write(Board.FindMethod("Find")!.Request, image));
    }

    [Fact]
    public void An_unknown_case_shows_its_tag()
    {
        byte[] image = UnionTests.Bytes<LaterHappening>(new LaterHappening.Continued(3));
        Assert.Equal("""{"$unknown":3}""", JsonTranscoder.WriteResponse(Board.FindMethod("Pass")!, image));
        var closed = (UnionSchema)Board.Types["Shape"];
        image[8] = 99;
        Assert.Throws<ImageException>(() => JsonTranscoder.Write(closed.Message, image));
    }

    [Fact]
    public void Undeclared_values_of_open_enums_are_numbers()
    {
        string json = JsonTranscoder.Write((MessageSchema)Echo.Types["Drawing"], UnionTests.Bytes(UnionValues.Drawing));
        Assert.Contains("""
            "happening":{"ended":{"name":"race","outcome":5}},"outcome":"bad","marks":133,"maybe_outcome":"good","outcomes":["good",-7]
            """, json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"circle":{"radius":1},"empty":{}}""", "$: expected an object with one member (Shape: circle, rectangle, polygon, empty), found an object with 2 members")]
    [InlineData("{}", "$: expected an object with one member (Shape: circle, rectangle, polygon, empty), found an object with 0 members")]
    [InlineData("""{"circel":{"radius":1}}""", "$.circel: Shape has no case 'circel'; did you mean 'circle'?")]
    [InlineData("""{"triangle":{}}""", "$.triangle: Shape has no case 'triangle'; it has circle, rectangle, polygon, empty")]
    [InlineData("""{"circle":3}""", "$.circle: expected an object (Shape.Circle), found 3")]
    [InlineData("""{"circle":{"radius":"x"}}""", "$.circle.radius: expected double, found \"x\"")]
    [InlineData("\"circle\"", "$: expected an object with one member (Shape: circle, rectangle, polygon, empty), found \"circle\"")]
    public void What_is_no_case_is_said_with_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Board.FindMethod("Shape")!, json)).Message);

    [Fact]
    public void An_unknown_case_cannot_be_given()
    {
        var happening = (UnionSchema)Board.Types["Happening"];
        Assert.Equal(
            "$['$unknown']: an unknown case of Happening cannot be written, because what it holds is not known here",
            Assert.Throws<JsonImageException>(() => JsonTranscoder.Read(happening.Message, """{"$unknown":3}""")).Message);
    }

    [Fact]
    public void A_union_that_must_be_there_cannot_be_left_out() => Assert.Equal(
        "$.like: is missing; expected an object with one member (Shape: circle, rectangle, polygon, empty)",
        Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Board.FindMethod("Find")!, """{"name":"n"}""")).Message);

    [Fact]
    public void A_value_is_natural_json()
    {
        const string Json = """{"data":{"a":[1,2.5,"x",true,null,{}],"b":1e400},"path":"a"}""";
        Assert.Equal(
            "$.data.b: expected a number that a double can hold, found 1e400",
            Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Templates.FindMethod("Pick")!, Json)).Message);
        byte[] image = JsonTranscoder.ReadRequest(Templates.FindMethod("Pick")!, Json.Replace("1e400", "9223372036854775808", StringComparison.Ordinal));
        Assert.Equal(
            """{"data":{"a":[1,2.5,"x",true,null,{}],"b":9.223372036854776E+18},"path":"a","otherwise":null}""",
            JsonTranscoder.Write(Templates.FindMethod("Pick")!.Request, image));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "$.data.a: is given twice")]
    [InlineData("{\"$bytes\":\"?\"}", "$.data: expected bytes (base64) as $bytes, found \"?\"")]
    [InlineData("{\"$double\":1}", "$.data: expected \"NaN\", \"Infinity\" or \"-Infinity\" as $double, found 1")]
    [InlineData("{\"$object\":1}", "$.data: expected an object as $object, found 1")]
    public void What_is_no_value_is_said_with_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Templates.FindMethod("Pick")!, $$"""{"data":{{json}},"path":""}""")).Message);

    [Theory]
    [InlineData("{\"$bytes\":\"AQ==\"}")]
    [InlineData("{\"$bytes\":\"AQ==\",\"b\":1}")]
    [InlineData("{\"$object\":{\"$bytes\":1}}")]
    [InlineData("{\"$object\":{\"$other\":1}}")]
    [InlineData("{\"$double\":\"-Infinity\"}")]
    [InlineData("-0.0")]
    [InlineData("1.0")]
    [InlineData("null")]
    public void Marked_objects_are_what_they_mark(string json)
    {
        string request = $$"""{"data":{{json}},"path":"","otherwise":null}""";
        MessageSchema pick = Templates.FindMethod("Pick")!.Request;
        Assert.Equal(request, JsonTranscoder.Write(pick, JsonTranscoder.Read(pick, request)));
    }

    [Fact]
    public void The_text_of_a_value_is_its_json()
    {
        string json = JsonTranscoder.Write((MessageSchema)Echo.Types["TemplateInput"], UnionTests.Bytes(new TemplateInput("", UnionValues.Data, [])));
        Assert.Equal($$"""{"name":"","data":{{UnionValues.Data}},"steps":[],"fallback":null}""", json);
    }

    [Fact]
    public void A_schema_says_what_unions_are()
    {
        var shape = (UnionSchema)Board.Types["Shape"];
        Assert.Equal("1 circle Shape.Circle, 2 rectangle Shape.Rectangle, 3 polygon Shape.Polygon, 4 empty Shape.Empty", Cases(shape));
        Assert.False(shape.IsOpen);
        Assert.True(((UnionSchema)Board.Types["Happening"]).IsOpen);
        Assert.Equal("1 number Expression.Number, 2 variable Expression.Variable, 4 call Expression.Call, 7 sum Expression.Sum", Cases((UnionSchema)Board.Types["Expression"]));
        Assert.Same(shape.Message, Board.FindMethod("Shape")!.Request);
        Assert.True(((EnumSchema)Echo.Types["Outcome"]).IsOpen);
        Assert.Equal("value data, string path, value otherwise", string.Join(", ", Templates.FindMethod("Pick")!.Request.Members.Select(static member => $"{member.Type} {member.Name}")));
    }

    [Theory]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":0,"message":"A"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":65536,"message":"A"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":2,"message":"A"},{"name":"b","tag":1,"message":"A"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":1,"message":"A"},{"name":"a","tag":2,"message":"A"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":1,"message":"B"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":1,"message":"U"}]}""")]
    [InlineData("""{"name":"U","union":[{"name":"a","tag":1,"message":"A","other":1}]}""")]
    [InlineData("""{"name":"M","members":[{"name":"a","tag":0,"type":{"union":"A"}}]}""")]
    [InlineData("""{"name":"M","members":[{"name":"a","tag":0,"type":{"optional":"value"}}]}""")]
    public void What_is_no_union_is_refused(string type) =>
        Assert.Throws<SchemaException>(() => ContractSchema.Parse($$"""{"contract":"x","methods":[],"types":[{"name":"A","members":[]},{{type}}]}"""));

    private static string Cases(UnionSchema union) => string.Join(", ", union.Cases.Select(static item => $"{item.Tag} {item.Name} {item.Message.Name}"));

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        MessageSchema schema = Echo.Types[typeof(T).Name] is UnionSchema union ? union.Message : (MessageSchema)Echo.Types[typeof(T).Name];
        byte[] image = UnionTests.Bytes(value);
        string json = JsonTranscoder.Write(schema, image);
        Assert.Equal(Convert.ToHexString(image), Convert.ToHexString(JsonTranscoder.Read(schema, json)));
    }
}
