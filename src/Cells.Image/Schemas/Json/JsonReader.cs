namespace Cells.Images.Schemas.Json;

/// <summary>
/// A strict reader of JSON by RFC 8259 that knows where everything stands: no comments, no trailing commas, no two members of one name.
/// It is our own because schemas are read inside the compiler too, where the platform's is not to be had.
/// </summary>
internal sealed class JsonReader
{
    private readonly JsonCursor _cursor;
    private int _depth;

    private JsonReader(string text) => _cursor = new JsonCursor(text);

    /// <summary>Reads a text that is one JSON value.</summary>
    /// <exception cref="SchemaException">It is not, or it is too large or too deep.</exception>
    public static JsonNode Read(string text)
    {
        if (text.Length > JsonLimits.MaxCharacters)
            throw new JsonPosition(1, 1).Error($"The text has {text.Length} characters; at most {JsonLimits.MaxCharacters} are read.");
        var reader = new JsonReader(text);
        reader._cursor.SkipByteOrderMark();
        JsonNode root = reader.ReadValue();
        reader._cursor.SkipWhiteSpace();
        return reader._cursor.IsAtEnd ? root : throw reader._cursor.Position.Error("Something follows the JSON value.");
    }

    private JsonNode ReadValue()
    {
        _cursor.SkipWhiteSpace();
        JsonPosition at = _cursor.Position;
        return _cursor.Current switch
        {
            '{' => ReadObject(at),
            '[' => ReadArray(at),
            '"' => new JsonNode(JsonKind.String, at) { Text = JsonStrings.Read(_cursor) },
            '-' or (>= '0' and <= '9') => new JsonNode(JsonKind.Number, at) { Text = JsonNumbers.Read(_cursor) },
            'n' => ReadWord("null", JsonKind.Null, at),
            'f' => ReadWord("false", JsonKind.False, at),
            't' => ReadWord("true", JsonKind.True, at),
            _ => throw _cursor.Unexpected("a value"),
        };
    }

    private JsonNode ReadWord(string word, JsonKind kind, JsonPosition at)
    {
        foreach (char c in word)
            _cursor.Take(c, word);
        return new JsonNode(kind, at);
    }

    private JsonNode ReadArray(JsonPosition at)
    {
        Enter('[', at);
        var items = new List<JsonNode>();
        while (!Leaves(']', isFirst: items.Count == 0))
            items.Add(ReadValue());
        return new JsonNode(JsonKind.Array, at) { Items = items };
    }

    private JsonNode ReadObject(JsonPosition at)
    {
        Enter('{', at);
        var members = new List<JsonMember>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!Leaves('}', isFirst: members.Count == 0))
        {
            _cursor.SkipWhiteSpace();
            JsonPosition position = _cursor.Position;
            if (_cursor.Current != '"')
                throw _cursor.Unexpected("a member's name in quotes");
            string name = JsonStrings.Read(_cursor);
            if (!names.Add(name))
                throw position.Error($"The object has two members called '{name}'.");
            _cursor.SkipWhiteSpace();
            _cursor.Take(':', "':' after a member's name");
            members.Add(new JsonMember(name, position, ReadValue()));
        }

        return new JsonNode(JsonKind.Object, at) { Members = members };
    }

    private void Enter(char begin, JsonPosition at)
    {
        if (++_depth > JsonLimits.MaxDepth)
            throw at.Error($"Objects and arrays stand more than {JsonLimits.MaxDepth} deep in each other.");
        _cursor.Take(begin, begin.ToString());
    }

    /// <summary>Takes the end, or what stands before the next element.</summary>
    private bool Leaves(char end, bool isFirst)
    {
        _cursor.SkipWhiteSpace();
        if (_cursor.Current == end)
        {
            _cursor.Take(end, end.ToString());
            _depth--;
            return true;
        }

        if (!isFirst)
            _cursor.Take(',', $"',' or '{end}'");
        return false;
    }
}
