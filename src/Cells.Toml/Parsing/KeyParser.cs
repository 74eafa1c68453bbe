namespace Cells.Toml.Parsing;

/// <summary>Reads keys: bare, quoted, dotted.</summary>
internal sealed class KeyParser(Cursor cursor)
{
    private readonly StringParser _strings = new(cursor);

    /// <summary>Reads a dotted key and the blanks behind it; <paramref name="then"/> is what an error says must follow.</summary>
    public List<KeyPart> ParsePath(string then)
    {
        var path = new List<KeyPart>(2);
        do
        {
            cursor.SkipBlanks();
            cursor.RefuseTooDeep(path.Count, cursor.Position);
            path.Add(ParsePart(path.Count == 0, then));
            cursor.SkipBlanks();
        }
        while (cursor.TryTake('.'));
        return path;
    }

    private KeyPart ParsePart(bool first, string then)
    {
        TomlPosition position = cursor.Position;
        if (cursor.Current is '"' or '\'')
        {
            return new(_strings.ParseKey(), position);
        }
        int start = cursor.Index;
        while (IsBare(cursor.Current))
        {
            cursor.Advance();
        }
        if (cursor.Index == start)
        {
            throw cursor.Error(NoKey(first, then));
        }
        return new(cursor.Since(start).ToString(), position);
    }

    private string NoKey(bool first, string then)
    {
        string expected = first ? $"expected a key before '{then}'" : "expected a key after the dot";
        return cursor.Current > 0x7F
            ? $"{expected}, found {cursor.Found()}; a key with other characters than A-Z a-z 0-9 _ - needs quotes"
            : $"{expected}, found {cursor.Found()}";
    }

    private static bool IsBare(int c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
