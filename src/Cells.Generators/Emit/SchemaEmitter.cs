using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cells.Generators.Models;
using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Generators.Emit;

/// <summary>Writes a contract's schema: compact JSON with a fixed order, the same for the same contract wherever it is compiled.</summary>
internal static class SchemaEmitter
{
    /// <summary>The schema. Without documentation it is canonical, and what is hashed.</summary>
    public static string Write(ContractModel contract, bool withDocumentation)
    {
        var json = new StringBuilder();
        json.Append("{\"contract\":").Append(JsonText.Quote(contract.WireName));
        AppendDocumentation(json, contract.Documentation, withDocumentation);
        json.Append(",\"methods\":[");
        for (int i = 0; i < contract.Methods.Count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            AppendMethod(json, contract.Methods[i], withDocumentation);
        }

        json.Append("],\"types\":[").Append(string.Join(",", Types(contract, withDocumentation))).Append("]}");
        return json.ToString();
    }

    /// <summary>The first 128 bits of the SHA-256 of the canonical schema, as two halves.</summary>
    public static (ulong Upper, ulong Lower) Hash(ContractModel contract)
    {
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(Write(contract, withDocumentation: false)));
        return (Half(hash, 0), Half(hash, 8));
    }

    private static ulong Half(byte[] hash, int start)
    {
        ulong half = 0;
        for (int i = 0; i < 8; i++)
            half = (half << 8) | hash[start + i];
        return half;
    }

    private static void AppendDocumentation(StringBuilder json, string documentation, bool withDocumentation)
    {
        if (withDocumentation && documentation.Length > 0)
            json.Append(",\"doc\":").Append(JsonText.Quote(documentation));
    }

    private static void AppendMethod(StringBuilder json, MethodModel method, bool withDocumentation)
    {
        json.Append("{\"name\":").Append(JsonText.Quote(method.WireName));
        AppendDocumentation(json, method.Documentation, withDocumentation);
        json.Append(",\"request\":").Append(JsonText.Quote(method.RequestSchema));
        if (method.IsRequestSynthesized)
            json.Append(",\"request_synthesized\":true");
        json.Append(",\"response\":").Append(method.ResponseSchema is { } response ? JsonText.Quote(response) : "null");
        if (method.SynthesizedResult is not null)
            json.Append(",\"response_synthesized\":true");
        if (method.ReturnsStream)
            json.Append(",\"response_stream\":true");
        if (method.Streams.Any())
            json.Append(",\"streams\":[").Append(string.Join(",", method.Streams.Select(static stream => $"{{\"name\":{JsonText.Quote(Names.Snake(stream.Name))},{(stream.Kind == ParameterKind.Tunnel ? "\"tunnel\":true" : $"\"item\":{JsonText.Quote(stream.ItemSchema)}")}}}"))).Append(']');
        if (method.IsIdempotent)
            json.Append(",\"idempotent\":true");
        if (method.Faults.Count > 0)
            json.Append(",\"faults\":[").Append(string.Join(",", method.Faults.Select(static fault => JsonText.Quote(fault.SchemaName)))).Append(']');
        json.Append('}');
    }

    private static SortedDictionary<string, string>.ValueCollection Types(ContractModel contract, bool withDocumentation)
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (MessageModel message in contract.Messages)
        {
            types[message.SchemaName] = Message(message, withDocumentation);
            foreach (EnumModel item in message.Enums)
                types[item.SchemaName] = Enumeration(item, withDocumentation);
        }

        foreach (UnionModel union in contract.Unions)
            types[union.SchemaName] = Union(union, withDocumentation);
        return types.Values;
    }

    private static string Message(MessageModel message, bool withDocumentation)
    {
        var json = new StringBuilder("{\"name\":").Append(JsonText.Quote(message.SchemaName));
        AppendDocumentation(json, message.Documentation, withDocumentation);
        json.Append(message.IsFixed ? ",\"layout\":\"fixed\"" : "").Append(",\"members\":[");
        for (int i = 0; i < message.Members.Count; i++)
        {
            MemberModel member = message.Members[i];
            json.Append(i == 0 ? "" : ",").Append("{\"name\":").Append(JsonText.Quote(member.WireName));
            AppendDocumentation(json, member.Documentation, withDocumentation);
            json.Append(",\"tag\":").Append(i.ToString(CultureInfo.InvariantCulture)).Append(",\"type\":").Append(Type(member.Type));
            if (member.Default is { } given)
                json.Append(",\"default\":").Append(given.Json);
            json.Append('}');
        }

        return json.Append("]}").ToString();
    }

    private static string Enumeration(EnumModel item, bool withDocumentation)
    {
        var json = new StringBuilder("{\"name\":").Append(JsonText.Quote(item.SchemaName));
        AppendDocumentation(json, item.Documentation, withDocumentation);
        json.Append(",\"enum\":").Append(JsonText.Quote(Scalar(item.Underlying)));
        if (item.IsFlags)
            json.Append(",\"flags\":true");
        IEnumerable<string> values = item.Values.Select(static value => $"{{\"name\":{JsonText.Quote(value.WireName)},\"value\":{value.Number}}}");
        if (item.IsOpen)
            json.Append(",\"open\":true");
        return json.Append(",\"values\":[").Append(string.Join(",", values)).Append("]}").ToString();
    }

    private static string Union(UnionModel union, bool withDocumentation)
    {
        var json = new StringBuilder("{\"name\":").Append(JsonText.Quote(union.SchemaName));
        AppendDocumentation(json, union.Documentation, withDocumentation);
        IEnumerable<string> cases = union.Cases.Select(static item =>
            $"{{\"name\":{JsonText.Quote(item.WireName)},\"tag\":{item.Tag.ToString(CultureInfo.InvariantCulture)},\"message\":{JsonText.Quote(item.SchemaName)}}}");
        json.Append(",\"union\":[").Append(string.Join(",", cases)).Append(']');
        if (union.IsOpen)
            json.Append(",\"open\":true");
        return json.Append('}').ToString();
    }

    private static string Type(WireType type)
    {
        string bare = type.Kind switch
        {
            WireKind.Scalar => JsonText.Quote(Scalar(type.Scalar)),
            WireKind.Text => "\"string\"",
            WireKind.Bytes or WireKind.Memory or WireKind.Lease => "\"bytes\"",
            WireKind.Enum => $"{{\"enum\":{JsonText.Quote(type.SchemaName)}}}",
            WireKind.Message => $"{{\"message\":{JsonText.Quote(type.SchemaName)}}}",
            WireKind.Fixed => $"{{\"fixed\":{JsonText.Quote(type.SchemaName)}}}",
            WireKind.Map => $"{{\"map\":[{Type(type.Key!)},{Type(type.Element!)}]}}",
            WireKind.Set => $"{{\"set\":{Type(type.Element!)}}}",
            WireKind.Tuple => $"{{\"tuple\":[{string.Join(",", type.Items.Select(Type))}]}}",
            WireKind.Union => $"{{\"union\":{JsonText.Quote(type.SchemaName)}}}",
            WireKind.Value => "\"value\"",
            _ => $"{{\"list\":{Type(type.Element!)}}}",
        };
        return type.IsNullable ? $"{{\"optional\":{bare}}}" : bare;
    }

    private static string Scalar(ScalarKind kind) => WireNames.Of(kind);
}
