using System.Globalization;
using System.Numerics;
using Cells.Images.Layout;
using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>Makes a schema of its JSON. What it does not know it refuses: a schema that is passed over in part would misread images.</summary>
internal sealed partial class SchemaParser
{
    /// <summary>No integer of 64 bits has more, its sign included.</summary>
    private const int MaxDigits = 20;

    private readonly Dictionary<string, TypeSchema> _types = new(StringComparer.Ordinal);
    private readonly List<ValueSchema> _references = [];

    public static ContractSchema Parse(JsonNode root) => new SchemaParser().ParseContract(root);

    private ContractSchema ParseContract(JsonNode root)
    {
        root.ExpectOnly("contract", "doc", "methods", "types");
        foreach (JsonNode type in root.GetItems("types"))
        {
            TypeSchema parsed = type.Expect(JsonKind.Object).Find("enum") is { } underlying ? ParseEnum(type, underlying)
                : type.Find("union") is not null ? ParseUnion(type)
                : ParseMessage(type);
            if (_types.ContainsKey(parsed.Name))
                throw type.Position.Error($"The schema has two types called {parsed.Name}.");
            _types.Add(parsed.Name, parsed);
        }

        // Types may name each other, so names are followed once all are there.
        foreach (ValueSchema reference in _references)
        {
            if (reference.Kind == ValueKind.Enum)
                reference.Enum = Find<EnumSchema>(reference.TypeName, reference.Position);
            else if (reference.Kind == ValueKind.Union)
                reference.Union = Find<UnionSchema>(reference.TypeName, reference.Position);
            else
                reference.Message = Find<MessageSchema>(reference.TypeName, reference.Position);
        }

        CheckFixed();
        FollowCases();
        return new ContractSchema(root.GetText("contract"), Documentation(root), ParseMethods(root.GetItems("methods")), _types, root);
    }

    private MethodSchema[] ParseMethods(IReadOnlyList<JsonNode> items)
    {
        var methods = new MethodSchema[items.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < methods.Length; i++)
        {
            methods[i] = ParseMethod(items[i], i);
            if (!names.Add(methods[i].Name))
                throw items[i].Position.Error($"The schema has two methods called {methods[i].Name}.");
        }

        return methods;
    }

    private MethodSchema ParseMethod(JsonNode method, int ordinal)
    {
        method.ExpectOnly("name", "doc", "request", "request_synthesized", "response", "response_synthesized", "response_stream", "streams", "idempotent", "faults");
        JsonNode request = method.Get("request");
        JsonNode response = method.Get("response");
        var parsed = new MethodSchema(
            method.GetText("name"),
            Documentation(method),
            ordinal,
            FindWhole(request),
            response.Kind == JsonKind.Null ? null : FindWhole(response))
        {
            IsRequestSynthesized = method.GetFlag("request_synthesized"),
            IsResponseSynthesized = method.GetFlag("response_synthesized"),
            ReturnsStream = method.GetFlag("response_stream"),
            Streams = ParseStreams(method),
            IsIdempotent = method.GetFlag("idempotent"),
            Faults = ParseFaults(method),
            Position = method.Position,
        };
        if (parsed.ReturnsStream && (parsed.Response is null || parsed.IsResponseSynthesized))
            throw response.Position.Error($"The schema's method {parsed.Name} has a stream whose items are no message.");
        if (parsed.IsResponseSynthesized && parsed.Response?.Members.Count != 1)
            throw response.Position.Error($"The schema's method {parsed.Name} wraps a result in something else than one member.");
        return parsed;
    }

    private StreamSchema[] ParseStreams(JsonNode method)
    {
        if (method.Find("streams") is null)
            return [];
        var streams = new List<StreamSchema>();
        foreach (JsonNode stream in method.GetItems("streams"))
        {
            stream.ExpectOnly("name", "item", "tunnel");
            string name = stream.GetText("name");
            if (streams.Exists(other => other.Name == name))
                throw stream.Position.Error($"The method has two streams called {name}.");
            streams.Add(new StreamSchema(name, stream.GetFlag("tunnel") ? null : FindWhole(stream.Get("item"))));
        }

        return [.. streams];
    }

    private MessageSchema[] ParseFaults(JsonNode method)
    {
        if (method.Find("faults") is null)
            return [];
        IReadOnlyList<JsonNode> items = method.GetItems("faults");
        MessageSchema[] faults = [.. items.Select(FindWhole)];
        for (int i = 1; i < faults.Length; i++)
        {
            if (string.CompareOrdinal(faults[i - 1].Name, faults[i].Name) >= 0)
                throw items[i].Position.Error($"The faults of a method stand in the order of their names, each once; {faults[i].Name} follows {faults[i - 1].Name}.");
        }

        return faults;
    }

    private static EnumSchema ParseEnum(JsonNode type, JsonNode underlying)
    {
        type.ExpectOnly("name", "doc", "enum", "flags", "open", "values");
        ScalarKind kind = WireNames.Find(underlying.Expect(JsonKind.String).Text) is { } found and >= ScalarKind.SByte and <= ScalarKind.UInt64
            ? found
            : throw underlying.Position.Error($"An enum's type is an integer; {underlying} is none.");
        var values = new List<KeyValuePair<string, BigInteger>>();
        foreach (JsonNode value in type.GetItems("values"))
        {
            value.ExpectOnly("name", "value");
            values.Add(new KeyValuePair<string, BigInteger>(value.GetText("name"), ParseInteger(value.Get("value"), kind)));
        }

        return new EnumSchema(type.GetText("name"), Documentation(type), kind, type.GetFlag("flags"), [.. values]) { IsOpen = type.GetFlag("open"), Position = type.Position };
    }

    private static BigInteger ParseInteger(JsonNode number, ScalarKind kind)
    {
        int bits = 8 * WireLayout.Scalar(kind).Bytes;
        bool isSigned = kind is ScalarKind.SByte or ScalarKind.Int16 or ScalarKind.Int32 or ScalarKind.Int64;
        BigInteger least = isSigned ? -BigInteger.Pow(2, bits - 1) : 0;
        BigInteger most = BigInteger.Pow(2, isSigned ? bits - 1 : bits) - 1;
        return number.Expect(JsonKind.Number).Text.Length <= MaxDigits
            && BigInteger.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            && value >= least && value <= most
            ? value
            : throw number.Position.Error($"Expected an integer from {least} to {most}, found {number.Text}.");
    }

    private MessageSchema ParseMessage(JsonNode type)
    {
        type.ExpectOnly("name", "doc", "layout", "members");
        string name = type.GetText("name");
        IReadOnlyList<JsonNode> items = type.GetItems("members");
        var members = new MemberSchema[items.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = ParseMember(items[i], i);
            if (!names.Add(members[i].Name))
                throw items[i].Position.Error($"The schema's type {name} has two members called {members[i].Name}.");
        }

        return new MessageSchema(name, Documentation(type), members) { IsFixed = ParseLayout(type), Position = type.Position };
    }

    private MemberSchema ParseMember(JsonNode member, int index)
    {
        member.ExpectOnly("name", "doc", "tag", "type", "default");
        JsonNode tag = member.Get("tag").Expect(JsonKind.Number);
        if (tag.Text != index.ToString(CultureInfo.InvariantCulture))
            throw tag.Position.Error($"A member's tag is its place; expected {index}, found {tag.Text}.");
        JsonNode? given = member.Find("default");
        if (given is { Kind: JsonKind.Array or JsonKind.Object })
            throw given.Unexpected("a plain value as default");
        ValueSchema type = ParseValue(member.Get("type"), isOptional: false);
        if (given is { Kind: not JsonKind.Null } && !CanBegin(type, given))
            throw given.Position.Error($"{given} cannot be the default of {type}.");
        return new MemberSchema(member.GetText("name"), Documentation(member), type, given?.ToString()) { Position = member.Position };
    }

    /// <summary>Whether a member of the type may have such a default, which is not null.</summary>
    private static bool CanBegin(ValueSchema type, JsonNode given) => type.Kind switch
    {
        ValueKind.Scalar or ValueKind.Enum => true,
        ValueKind.Text => given.Kind == JsonKind.String,
        _ => false,
    };

    private ValueSchema ParseValue(JsonNode type, bool isOptional)
    {
        if (type.Kind == JsonKind.String)
        {
            return type.Text switch
            {
                "string" => new ValueSchema(ValueKind.Text, isOptional),
                "bytes" => new ValueSchema(ValueKind.Bytes, isOptional),
                "value" when !isOptional => new ValueSchema(ValueKind.Value, isOptional: true),
                { } name when WireNames.Find(name) is { } scalar => new ValueSchema(ValueKind.Scalar, isOptional) { Scalar = scalar },
                _ => throw Unknown(type),
            };
        }

        IReadOnlyList<JsonMember> members = type.Expect(JsonKind.Object).Members;
        if (members.Count != 1)
            throw Unknown(type);
        JsonNode part = members[0].Value;
        return members[0].Name switch
        {
            "optional" when !isOptional => ParseValue(part, isOptional: true),
            "list" => new ValueSchema(ValueKind.List, isOptional) { Element = ParseValue(part, isOptional: false) },
            "fixed" => Refer(ValueKind.Fixed, part, isOptional),
            "map" => ParseMap(part, isOptional),
            "set" => new ValueSchema(ValueKind.Set, isOptional) { Element = ParseKey(part) },
            "tuple" => ParseTuple(part, isOptional),
            "message" => Refer(ValueKind.Message, part, isOptional),
            "enum" => Refer(ValueKind.Enum, part, isOptional),
            "union" => Refer(ValueKind.Union, part, isOptional),
            _ => throw Unknown(type),
        };
    }

    private ValueSchema Refer(ValueKind kind, JsonNode name, bool isOptional)
    {
        var reference = new ValueSchema(kind, isOptional) { TypeName = name.Expect(JsonKind.String).Text, Position = name.Position };
        _references.Add(reference);
        return reference;
    }

    private T Find<T>(string name, JsonPosition at)
        where T : TypeSchema =>
        _types.TryGetValue(name, out TypeSchema? found) && found is T type
            ? type
            : throw at.Error($"The schema names the type {name}, but does not describe it as such.");

    private static string Documentation(JsonNode node) => node.Find("doc") is { } said ? said.Expect(JsonKind.String).Text : "";

    private static SchemaException Unknown(JsonNode type) =>
        type.Position.Error($"The schema has the type {type}, which this version does not know.");
}
