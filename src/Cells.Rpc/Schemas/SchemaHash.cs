using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Cells.Binding;

namespace Cells.Rpc.Schemas;

/// <summary>The hash that a contract has by its schema.</summary>
internal static class SchemaHash
{
    private const int MaxDepth = 256;

    /// <summary>The hash of a schema in UTF-8, its documentation passed over wherever it stands.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static ContractHash Of(ReadOnlySpan<byte> schema)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new Utf8JsonReader(schema, new JsonReaderOptions { MaxDepth = MaxDepth });
        int hashed = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("doc"u8))
                continue;

            // Documentation is never the first member of its object: the comma before it goes with it.
            hash.AppendData(schema[hashed..((int)reader.TokenStartIndex - 1)]);
            reader.Skip();
            hashed = (int)reader.BytesConsumed;
        }

        hash.AppendData(schema[hashed..]);
        byte[] whole = hash.GetHashAndReset();
        return new ContractHash(BinaryPrimitives.ReadUInt64BigEndian(whole), BinaryPrimitives.ReadUInt64BigEndian(whole.AsSpan(8)));
    }
}
