using Cells.Images;
using Cells.Images.Dynamic;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Collections;

public class CollectionJsonTests
{
    private static readonly ContractSchema Echo = ContractSchema.Parse(EchoClient.Contract.SchemaJson);

    [Fact]
    public void Json_of_an_image_makes_the_same_image_again()
    {
        Check(CollectionValues.Maps);
        Check(CollectionValues.EmptyMaps);
        Check(CollectionValues.Sets);
        Check(CollectionValues.EmptySets);
        Check(CollectionValues.Tuples);
        Check(CollectionValues.EmptyTuples);
    }

    [Fact]
    public void A_schema_names_collections_as_csharp_does()
    {
        Assert.Equal("Dictionary<guid, PlaceOrder>", Type("Maps", "orders"));
        Assert.Equal("Dictionary<string, Dictionary<ushort, bytes>>", Type("Maps", "nested"));
        Assert.Equal("HashSet<decimal>", Type("Sets", "prices"));
        Assert.Equal("(byte, string?)?", Type("Tuples", "maybe"));
        Assert.Equal("(int, string)[]", Type("Tuples", "pairs"));
    }

    [Fact]
    public void A_map_with_string_keys_is_an_object_and_any_other_a_list_of_entries()
    {
        string json = Write(CollectionValues.Maps);
        Assert.Contains("""
            "counts":{"":0,"a":1,"aa":-1,"b":2,
            """, json, StringComparison.Ordinal);
        Assert.Contains("""
            "notes":[{"key":"buy","value":"buy"},{"key":"sell","value":null}]
            """, json, StringComparison.Ordinal);
        Assert.Contains("""
            "point":[1,-2],"named":["AAPL",100,true],"maybe":[7,null],"pairs":[[1,"one"],[2,"two"]]
            """, Write(CollectionValues.Tuples), StringComparison.Ordinal);
        Assert.Contains("""
            "texts":["","a","ab","b","é"]
            """, Write(CollectionValues.Sets), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"source":["a",true],"words":["a","b","a"]}""", "$.words[2]: is given twice")]
    [InlineData("""{"source":["a",true],"words":["a",1]}""", "$.words[1]: expected string, found 1")]
    [InlineData("""{"source":["a",true],"words":{"a":1}}""", "$.words: expected a list of string, found an object")]
    [InlineData("""{"source":["a"],"words":[]}""", "$.source: expected 2 items (string, bool), found 1")]
    [InlineData("""{"source":["a",2],"words":[]}""", "$.source[1]: expected bool, found 2")]
    [InlineData("""{"source":{"item1":"a"},"words":[]}""", "$.source: expected a list (string, bool), found an object")]
    [InlineData("""{"source":["a",true]}""", "$.words: is missing; expected a list of string")]
    public void What_does_not_fit_is_said_with_its_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.ReadRequest(Echo.FindMethod("Count")!, json)).Message);

    [Theory]
    [InlineData("counts", """{"a":1,"b":2,"a":3}""", "$.counts.a: is given twice")]
    [InlineData("counts", """{"b":"x"}""", "$.counts.b: expected int (-2147483648 to 2147483647), found \"x\"")]
    [InlineData("counts", "[]", "$.counts: expected an object with members of int, found a list")]
    [InlineData("names", "{}", "$.names: expected a list of objects with key (long) and value (string), found an object")]
    [InlineData("names", """[{"key":1,"value":"a"},{"key":1,"value":"b"}]""", "$.names[1]: is given twice")]
    [InlineData("names", """[{"key":1}]""", "$.names[0]: expected an object with key and value, found an object")]
    [InlineData("names", """[{"key":1,"value":"a","more":1}]""", "$.names[0]: expected an object with key and value, found an object")]
    [InlineData("names", """[{"key":"x","value":"a"}]""", "$.names[0].key: expected long (-9223372036854775808 to 9223372036854775807), found \"x\"")]
    [InlineData("names", """[{"key":1,"value":null}]""", "$.names[0]: expected string, found null")]
    public void Paths_lead_into_maps(string member, string json, string message)
    {
        string whole = Write(CollectionValues.EmptyMaps);
        string other = $"\"{member}\":{(member == "counts" ? "{}" : "[]")}";
        Assert.Contains(other, whole, StringComparison.Ordinal);
        string edited = whole.Replace(other, $"\"{member}\":{json}", StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<JsonImageException>(() => JsonTranscoder.Read((MessageSchema)Echo.Types["Maps"], edited)).Message);
    }

    [Theory]
    [InlineData("""{"map":["int"]}""")]
    [InlineData("""{"map":["double","int"]}""")]
    [InlineData("""{"map":[{"optional":"int"},"int"]}""")]
    [InlineData("""{"map":["bytes","int"]}""")]
    [InlineData("""{"set":{"list":"int"}}""")]
    [InlineData("""{"set":"half"}""")]
    [InlineData("""{"tuple":["int"]}""")]
    [InlineData("""{"tuple":["int","int","int","int","int","int","int","int"]}""")]
    [InlineData("""{"tuple":"int"}""")]
    public void What_is_no_schema_is_refused(string type) => Assert.Throws<SchemaException>(() =>
        ContractSchema.Parse($$"""{"contract":"x","methods":[],"types":[{"name":"R","members":[{"name":"a","tag":0,"type":{{type}}}]}]}"""));

    private static string Type(string message, string member) =>
        ((MessageSchema)Echo.Types[message]).Members.Single(item => item.Name == member).Type.ToString();

    private static string Write<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        return JsonTranscoder.Write((MessageSchema)Echo.Types[typeof(T).Name], image.Bytes);
    }

    private static void Check<T>(T value)
        where T : IImageMessage<T>
    {
        using var image = Image<T>.Create(value);
        string json = Write(value);
        byte[] again = JsonTranscoder.Read((MessageSchema)Echo.Types[typeof(T).Name], json);
        Assert.True(image.Bytes.SequenceEqual(again), $"{json}\n{Convert.ToHexString(image.Bytes)}\n{Convert.ToHexString(again)}");
    }
}
