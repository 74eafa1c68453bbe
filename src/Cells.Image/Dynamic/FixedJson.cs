using System.Text.Json;
using Cells.Images.Codecs;
using Cells.Images.Layout;
using Cells.Images.Schemas;

namespace Cells.Images.Dynamic;

/// <summary>Messages of fixed layout as JSON: objects, as other messages are.</summary>
internal static class FixedJson
{
    public static void Write(MessageSchema message, ReadOnlySpan<byte> from, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (int i = 0; i < message.Members.Count; i++)
        {
            MemberSchema member = message.Members[i];
            json.WritePropertyName(member.Name);
            ReadOnlySpan<byte> bytes = from.Slice(message.Fixed.Offsets[i], member.Type.Slot.Bytes);
            if (IsGuid(member.Type))
                json.WriteStringValue(new Guid(bytes));
            else
                ScalarToJson.Write(member.Type, bytes, json);
        }

        json.WriteEndObject();
    }

    /// <summary>Puts what was written as a scalar into its form in memory: the fields of a Guid are little-endian there.</summary>
    public static void ToMemory(ValueSchema type, Span<byte> bytes)
    {
        if (IsGuid(type))
            GuidCodec.Read(bytes).TryWriteBytes(bytes);
    }

    private static bool IsGuid(ValueSchema type) => type is { Kind: ValueKind.Scalar, Scalar: ScalarKind.Guid };
}
