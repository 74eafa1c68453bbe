using System.Text;
using System.Text.Json;
using Cells.Binding;
using Cells.Images;
using Cells.Images.Schemas;

namespace Cells.Rpc.Schemas;

/// <summary>Reads the schema that a peer hands out, which may be anything.</summary>
internal static class PeerSchema
{
    /// <summary>The largest schema that is looked at: thousands of methods have a tenth of it.</summary>
    internal const int MaxSchemaBytes = 4 << 20;

    /// <summary>Reads the reply of <c>Describe</c>.</summary>
    /// <param name="contract">What the peer announced when the session opened.</param>
    /// <param name="reply">The reply's image.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence about the peer.</param>
    internal static bool TryRead(RemoteContract contract, ReadOnlySpan<byte> reply, out ContractSchema schema, out string problem)
    {
        schema = null!;
        try
        {
            string json = ImageCodec.Read<SchemaSourceMessages.DescribeResponse>(reply).Value;
            ContractHash hash = SchemaHash.Of(Encoding.UTF8.GetBytes(json));
            if (hash != contract.Hash)
            {
                problem = $"the schema that it hands out is another one than it announced: its hash is {hash} instead of {contract.Hash}";
                return false;
            }

            schema = ContractSchema.Parse(json);
        }
        catch (Exception error) when (error is ImageException or JsonException or SchemaException)
        {
            problem = $"the schema that it hands out cannot be read: {error.Message}";
            return false;
        }

        problem = "the schema that it hands out describes other methods than it announced";
        return schema.Methods.Select(static method => method.Name).SequenceEqual(contract.Methods);
    }
}
