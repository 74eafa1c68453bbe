using Cells.Images.Schemas.Json;

namespace Cells.Images.Schemas;

/// <summary>A method of a contract.</summary>
public sealed class MethodSchema
{
    internal MethodSchema(string name, string documentation, int ordinal, MessageSchema request, MessageSchema? response)
    {
        Name = name;
        Documentation = documentation;
        Ordinal = ordinal;
        Request = request;
        Response = response;
    }

    /// <summary>Its name on the wire.</summary>
    public string Name { get; }

    /// <summary>What is said of it; empty where nothing is.</summary>
    public string Documentation { get; }

    /// <summary>Its place in the contract, from 0.</summary>
    public int Ordinal { get; }

    /// <summary>What it takes.</summary>
    public MessageSchema Request { get; }

    /// <summary>Whether the request is made of parameters, rather than a message of its own.</summary>
    public bool IsRequestSynthesized { get; init; }

    /// <summary>What it gives; null where it gives nothing.</summary>
    public MessageSchema? Response { get; }

    /// <summary>Whether the response only wraps a value, its one member.</summary>
    public bool IsResponseSynthesized { get; init; }

    /// <summary>Whether the response is the item of a stream of them.</summary>
    public bool ReturnsStream { get; init; }

    /// <summary>The streams and tunnels among its arguments, in the order of their channels.</summary>
    public IReadOnlyList<StreamSchema> Streams { get; init; } = [];

    /// <summary>Whether a call may be made again that may have run.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>The faults that it declares, by name.</summary>
    public IReadOnlyList<MessageSchema> Faults { get; init; } = [];

    internal JsonPosition Position { get; init; }
}

/// <summary>A stream or a tunnel among the arguments of a method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Item">The items of a stream; null for a tunnel.</param>
public sealed record StreamSchema(string Name, MessageSchema? Item);

/// <summary>A contract's schema: its methods, and every type that they reach.</summary>
public sealed class ContractSchema
{
    internal ContractSchema(string name, string documentation, MethodSchema[] methods, Dictionary<string, TypeSchema> types, JsonNode json)
    {
        Json = json;
        Name = name;
        Documentation = documentation;
        Methods = methods;
        Types = types;
    }

    /// <summary>The contract's name on the wire.</summary>
    public string Name { get; }

    /// <summary>What is said of it; empty where nothing is.</summary>
    public string Documentation { get; }

    /// <summary>The methods in the order of their ordinals.</summary>
    public IReadOnlyList<MethodSchema> Methods { get; }

    /// <summary>The types by name.</summary>
    public IReadOnlyDictionary<string, TypeSchema> Types { get; }

    /// <summary>The JSON that it was read from.</summary>
    internal JsonNode Json { get; }

    internal JsonPosition Position => Json.Position;

    /// <summary>Reads the JSON that generated code holds and cells hand out.</summary>
    /// <exception cref="SchemaException">It is not a schema.</exception>
    public static ContractSchema Parse(string json) => SchemaParser.Parse(JsonReader.Read(json));

    /// <summary>The schema as compact JSON.</summary>
    public string ToJson() => Json.ToString();

    /// <summary>The schema as compact JSON without documentation: what the hash is of.</summary>
    public string ToCanonicalJson() => Json.Without("doc").ToString();

    /// <summary>Finds a method by its name on the wire, without regard to case; null where there is none.</summary>
    public MethodSchema? FindMethod(string name) =>
        Methods.FirstOrDefault(method => method.Name == name)
        ?? Methods.FirstOrDefault(method => string.Equals(method.Name, name, StringComparison.OrdinalIgnoreCase));
}
