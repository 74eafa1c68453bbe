namespace Cells.Images.Schemas.Json;

/// <summary>What a JSON value is.</summary>
internal enum JsonKind
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Where its name stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record JsonMember(string Name, JsonPosition Position, JsonNode Value);

/// <summary>A JSON value with its place. What asks it for something that it is not gets an error that names the place.</summary>
internal sealed class JsonNode(JsonKind kind, JsonPosition position)
{
    public JsonKind Kind { get; } = kind;

    public JsonPosition Position { get; } = position;

    /// <summary>A string's characters, or a number as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>An array's elements.</summary>
    public IReadOnlyList<JsonNode> Items { get; init; } = [];

    /// <summary>An object's members in their order; no two have one name.</summary>
    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>A member's value; null where there is none.</summary>
    public JsonNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;

    /// <summary>A member's value.</summary>
    public JsonNode Get(string name) => Expect(JsonKind.Object).Find(name) ?? throw Position.Error($"The member '{name}' is missing.");

    /// <summary>The string that a member is.</summary>
    public string GetText(string name) => Get(name).Expect(JsonKind.String).Text;

    /// <summary>The elements of the array that a member is.</summary>
    public IReadOnlyList<JsonNode> GetItems(string name) => Get(name).Expect(JsonKind.Array).Items;

    /// <summary>Whether a member is there and true.</summary>
    public bool GetFlag(string name) => Find(name) is { } flag && (flag.Kind == JsonKind.True
        || (flag.Kind == JsonKind.False ? false : throw flag.Unexpected("true or false")));

    /// <summary>Refuses other kinds.</summary>
    public JsonNode Expect(JsonKind expected) => Kind == expected ? this : throw Unexpected(NameOf(expected));

    /// <summary>Refuses members of other names: what is not understood must not be passed over.</summary>
    public JsonNode ExpectOnly(params string[] names)
    {
        foreach (JsonMember member in Expect(JsonKind.Object).Members)
        {
            if (Array.IndexOf(names, member.Name) < 0)
                throw member.Position.Error($"There is no member '{member.Name}' here; expected {string.Join(", ", names)}.");
        }

        return this;
    }

    /// <summary>The value without the members of one name, at any depth.</summary>
    public JsonNode Without(string name) => new(Kind, Position)
    {
        Text = Text,
        Items = [.. Items.Select(item => item.Without(name))],
        Members = [.. Members.Where(member => member.Name != name).Select(member => member with { Value = member.Value.Without(name) })],
    };

    public SchemaException Unexpected(string expected) => Position.Error($"Expected {expected}, found {NameOf(Kind)}.");

    /// <summary>The value as compact JSON.</summary>
    public override string ToString() => JsonText.Write(this);

    private static string NameOf(JsonKind kind) => kind switch
    {
        JsonKind.Null => "null",
        JsonKind.False => "false",
        JsonKind.True => "true",
        JsonKind.Number => "a number",
        JsonKind.String => "a string",
        JsonKind.Array => "an array",
        _ => "an object",
    };
}
