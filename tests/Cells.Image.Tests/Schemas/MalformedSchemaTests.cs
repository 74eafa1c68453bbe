using System.Text;
using Cells.Binding;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Schemas;

/// <summary>What is no schema is refused with the place of what is wrong, and nothing else than that.</summary>
public class MalformedSchemaTests
{
    [Theory]
    [InlineData("", 1, 1, "Expected a value, found the end of the text.")]
    [InlineData("{\"contract\":\"c\",\n  \"methods\":[],\n  \"types\":[],}", 3, 14, "Expected a member's name in quotes, found '}'.")]
    [InlineData("{\"contract\":\"c\"\r\n\"methods\":[]}", 2, 1, "Expected ',' or '}', found '\"'.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[]} {}", 1, 42, "Something follows the JSON value.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[", 1, 39, "Expected a value, found the end of the text.")]
    [InlineData("{\"contract\":\"c", 1, 13, "The string has no end.")]
    [InlineData("{\"contract\":\"\t\"}", 1, 14, "Expected '\"' at the end of the string, found the character U+0009.")]
    [InlineData("{\"contract\":\"\\x\"}", 1, 15, "Expected one of \" \\ / b f n r t u after '\\', found 'x'.")]
    [InlineData("{\"contract\":\"\\u12g4\"}", 1, 18, "Expected four hexadecimal digits after '\\u', found 'g'.")]
    [InlineData("{\"contract\":\"\\ud800\"}", 1, 13, "The string has half of a surrogate pair.")]
    [InlineData("{\"contract\":01}", 1, 14, "Expected ',' or '}', found '1'.")]
    [InlineData("{\"contract\":1.}", 1, 15, "Expected a digit, found '}'.")]
    [InlineData("{\"contract\":nul}", 1, 16, "Expected null, found '}'.")]
    [InlineData("// no\n{}", 1, 1, "Expected a value, found '/'.")]
    [InlineData("{\"contract\":\"c\",\"contract\":\"d\"}", 1, 17, "The object has two members called 'contract'.")]
    [InlineData("[]", 1, 1, "Expected an object, found an array.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[]}", 1, 1, "The member 'types' is missing.")]
    [InlineData("{\"contract\":1,\"methods\":[],\"types\":[]}", 1, 13, "Expected a string, found a number.")]
    [InlineData("{\"contract\":\"c\",\"methods\":[],\"types\":[],\n\"more\":1}", 2, 1, "There is no member 'more' here; expected contract, doc, methods, types.")]
    public void A_text_that_is_no_contract(string json, int line, int column, string problem) => Refuse(json, line, column, problem);

    [Theory]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":1,\"type\":\"int\"}]}", 2, 43, "A member's tag is its place; expected 0, found 1.")]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":\"integer\"}]}", 2, 52, "The schema has the type \"integer\", which this version does not know.")]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":{\"tree\":\"int\"}}]}", 2, 52, "The schema has the type {\"tree\":\"int\"}, which this version does not know.")]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":{\"message\":\"N\"}}]}", 2, 63, "The schema names the type N, but does not describe it as such.")]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":\"int\",\"default\":[]}]}", 2, 68, "Expected a plain value as default, found an array.")]
    [InlineData("{\"name\":\"M\",\"members\":[{\"name\":\"a\",\"tag\":0,\"type\":\"int\"},{\"name\":\"a\",\"tag\":1,\"type\":\"int\"}]}", 2, 59, "The schema's type M has two members called a.")]
    [InlineData("{\"name\":\"M\",\"members\":[]},\n{\"name\":\"M\",\"members\":[]}", 3, 1, "The schema has two types called M.")]
    [InlineData("{\"name\":\"E\",\"enum\":\"float\",\"values\":[]}", 2, 21, "An enum's type is an integer; \"float\" is none.")]
    [InlineData("{\"name\":\"E\",\"enum\":\"sbyte\",\"values\":[{\"name\":\"a\",\"value\":128}]}", 2, 59, "Expected an integer from -128 to 127, found 128.")]
    [InlineData("{\"name\":\"E\",\"enum\":\"ulong\",\"values\":[{\"name\":\"a\",\"value\":1e3}]}", 2, 59, "Expected an integer from 0 to 18446744073709551615, found 1e3.")]
    public void A_type_that_is_none(string type, int line, int column, string problem) =>
        Refuse($"{{\"contract\":\"c\",\"methods\":[],\"types\":[\n {type}]}}", line, column, problem);

    [Fact]
    public void Nesting_is_bounded()
    {
        Refuse(string.Concat(Enumerable.Repeat("[", 300)), 1, 257, "Objects and arrays stand more than 256 deep in each other.");
        Refuse(string.Concat(Enumerable.Repeat("{\"a\":", 300)), 1, 1281, "Objects and arrays stand more than 256 deep in each other.");
    }

    [Fact]
    public void Size_is_bounded() => Refuse(new string(' ', (16 << 20) + 1), 1, 1, "The text has 16777217 characters; at most 16777216 are read.");

    [Fact]
    public void A_schema_that_is_cut_off_is_refused()
    {
        string whole = EchoClient.Contract.SchemaJson;
        for (int length = 0; length < whole.Length; length += 3)
            Assert.Throws<SchemaException>(() => ContractSchema.Parse(whole[..length]));
    }

    [Fact]
    public void A_schema_with_any_character_replaced_is_read_or_refused_and_nothing_else()
    {
        var random = new Random(1);
        string whole = EchoClient.Contract.SchemaJson;
        for (int i = 0; i < 3_000; i++)
        {
            var text = new StringBuilder(whole);
            for (int j = random.Next(1, 4); j > 0; j--)
                text[random.Next(text.Length)] = "{}[]\",:0a\\u\n\uffff"[random.Next(13)];
            try
            {
                ContractSchema.Parse(text.ToString());
            }
            catch (SchemaException refused)
            {
                Assert.True(refused.Line >= 1 && refused.Column >= 1, refused.Message);
            }
        }
    }

    [Fact]
    public void White_space_and_a_byte_order_mark_do_not_matter()
    {
        ContractDescriptor contract = OrderGatewayClient.Contract;
        var spaced = ContractSchema.Parse("\ufeff\r\n" + contract.SchemaJson.Replace(",\"", " ,\r\t\"", StringComparison.Ordinal) + "\n ");
        Assert.Equal(ContractSchema.Parse(contract.SchemaJson).Types.Keys, spaced.Types.Keys);
    }

    private static void Refuse(string json, int line, int column, string problem)
    {
        SchemaException refused = Assert.Throws<SchemaException>(() => ContractSchema.Parse(json));
        Assert.Equal((line, column, problem), (refused.Line, refused.Column, refused.Problem));
        Assert.Equal($"Line {line}, column {column}: {problem}", refused.Message);
    }
}
