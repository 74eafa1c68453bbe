using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cells.Binding;
using Cells.Images.Schemas;
using Cells.Samples;

namespace Cells.Image.Tests.Schemas;

public class SchemaTests
{
    [Fact]
    public void The_hash_is_of_the_schema_without_documentation()
    {
        CheckHash(OrderGatewayClient.Contract);
        CheckHash(EchoClient.Contract);
    }

    [Fact]
    public void A_schema_says_what_the_contract_says()
    {
        ContractSchema schema = ContractSchema.Parse(OrderGatewayClient.Contract.SchemaJson);
        Assert.Equal("order_gateway", schema.Name);
        Assert.Equal("Takes orders.", schema.Documentation);
        MethodSchema find = schema.FindMethod("find")!;
        Assert.Equal(5, find.Ordinal);
        Assert.True(find.IsRequestSynthesized);
        Assert.True(find.IsResponseSynthesized);
        Assert.Equal(
            "string? pattern, Side[] sides, PlaceOrder like, Marks marks",
            string.Join(", ", find.Request.Members.Select(static member => $"{member.Type} {member.Name}")));
        Assert.Equal("What is ordered.", schema.FindMethod("PlaceOrder")!.Request.Members[0].Documentation);
        Assert.Null(schema.FindMethod("Reset")!.Response);
        Assert.Null(schema.FindMethod("Nothing"));
    }

    private static void CheckHash(ContractDescriptor contract)
    {
        JsonNode schema = JsonNode.Parse(contract.SchemaJson)!;
        RemoveDocumentation(schema);
        string canonical = schema.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)).AsSpan(0, 16)), contract.Hash.ToString());
    }

    private static void RemoveDocumentation(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            members.Remove("doc");
            foreach (KeyValuePair<string, JsonNode?> member in members)
                RemoveDocumentation(member.Value);
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
                RemoveDocumentation(item);
        }
    }
}
