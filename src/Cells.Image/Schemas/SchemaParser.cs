using System.Text.Json;
using Cells.Images.Layout;

namespace Cells.Images.Schemas;

/// <summary>Makes a schema of its JSON.</summary>
internal sealed class SchemaParser
{
    private readonly Dictionary<string, TypeSchema> _types = new(StringComparer.Ordinal);
    private readonly List<ValueSchema> _references = [];

    public static ContractSchema Parse(JsonElement root) => new SchemaParser().ParseContract(root);

    private ContractSchema ParseContract(JsonElement root)
    {
        foreach (JsonElement type in root.GetProperty("types").EnumerateArray())
        {
            TypeSchema parsed = type.TryGetProperty("enum", out JsonElement underlying) ? ParseEnum(type, underlying) : ParseMessage(type);
            if (!_types.TryAdd(parsed.Name, parsed))
                throw new SchemaException($"The schema has two types called {parsed.Name}.");
        }

        // Types may name each other, so names are followed once all are there.
        foreach (ValueSchema reference in _references)
        {
            if (reference.Kind == ValueKind.Enum)
                reference.Enum = Find<EnumSchema>(reference.TypeName);
            else
                reference.Message = Find<MessageSchema>(reference.TypeName);
        }

        MethodSchema[] methods = [.. root.GetProperty("methods").EnumerateArray().Select(ParseMethod)];
        return new ContractSchema(Text(root, "contract"), Documentation(root), methods, _types);
    }

    private MethodSchema ParseMethod(JsonElement method, int ordinal)
    {
        string? response = method.GetProperty("response").GetString();
        var parsed = new MethodSchema(
            Text(method, "name"),
            Documentation(method),
            ordinal,
            Find<MessageSchema>(Text(method, "request")),
            response is null ? null : Find<MessageSchema>(response))
        {
            IsRequestSynthesized = Flag(method, "request_synthesized"),
            IsResponseSynthesized = Flag(method, "response_synthesized"),
        };
        if (parsed.IsResponseSynthesized && parsed.Response?.Members.Count != 1)
            throw new SchemaException($"The schema's method {parsed.Name} wraps a result in something else than one member.");
        return parsed;
    }

    private static EnumSchema ParseEnum(JsonElement type, JsonElement underlying)
    {
        string name = Text(type, "name");
        ScalarKind kind = WireNames.Find(underlying.GetString() ?? "") is { } found and >= ScalarKind.SByte and <= ScalarKind.UInt64
            ? found
            : throw new SchemaException($"The schema's enum {name} has the underlying type {underlying.GetRawText()}, which is not an integer.");
        KeyValuePair<string, Int128>[] values =
        [
            .. type.GetProperty("values").EnumerateArray().Select(value =>
                KeyValuePair.Create(Text(value, "name"), Int128.Parse(value.GetProperty("value").GetRawText(), System.Globalization.CultureInfo.InvariantCulture))),
        ];
        return new EnumSchema(name, Documentation(type), kind, Flag(type, "flags"), values);
    }

    private MessageSchema ParseMessage(JsonElement type)
    {
        MemberSchema[] members =
        [
            .. type.GetProperty("members").EnumerateArray().Select(member => new MemberSchema(
                Text(member, "name"),
                Documentation(member),
                ParseValue(member.GetProperty("type"), isOptional: false),
                ParseDefault(member))),
        ];
        return new MessageSchema(Text(type, "name"), Documentation(type), members);
    }

    private static JsonElement? ParseDefault(JsonElement member)
    {
        if (!member.TryGetProperty("default", out JsonElement given))
            return null;
        if (given.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            throw new SchemaException($"The schema's default of {Text(member, "name")} is not a plain value.");
        if (given.ValueKind == JsonValueKind.String)
            _ = given.GetString();
        return given.Clone();
    }

    private ValueSchema ParseValue(JsonElement type, bool isOptional)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return type.GetString() switch
            {
                "string" => new ValueSchema(ValueKind.Text, isOptional),
                "bytes" => new ValueSchema(ValueKind.Bytes, isOptional),
                { } name when WireNames.Find(name) is { } scalar => new ValueSchema(ValueKind.Scalar, isOptional) { Scalar = scalar },
                _ => throw Unknown(type),
            };
        }

        if (type.TryGetProperty("optional", out JsonElement optional) && !isOptional)
            return ParseValue(optional, isOptional: true);
        if (type.TryGetProperty("list", out JsonElement element))
            return new ValueSchema(ValueKind.List, isOptional) { Element = ParseValue(element, isOptional: false) };
        if (type.TryGetProperty("message", out JsonElement message))
            return Refer(new ValueSchema(ValueKind.Message, isOptional) { TypeName = message.GetString() ?? "" });
        if (type.TryGetProperty("enum", out JsonElement item))
            return Refer(new ValueSchema(ValueKind.Enum, isOptional) { TypeName = item.GetString() ?? "" });
        throw Unknown(type);
    }

    private ValueSchema Refer(ValueSchema reference)
    {
        _references.Add(reference);
        return reference;
    }

    private T Find<T>(string name)
        where T : TypeSchema => _types.GetValueOrDefault(name) as T ?? throw new SchemaException($"The schema names the type {name}, but does not describe it as such.");

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new SchemaException($"The schema has null as {name}.");

    private static string Documentation(JsonElement element) =>
        element.TryGetProperty("doc", out JsonElement said) ? said.GetString() ?? "" : "";

    private static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement flag) && flag.GetBoolean();

    private static SchemaException Unknown(JsonElement type) =>
        new($"The schema has the type {type.GetRawText()}, which this version does not know.");
}
