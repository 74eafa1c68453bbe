namespace Cells.Toml.Parsing;

/// <summary>Reads what stands without quotes or brackets: booleans, numbers, dates and times.</summary>
internal static class BareValue
{
    private static readonly string[] Words = ["true", "false", "inf", "nan"];

    public static TomlNode Parse(Cursor cursor)
    {
        TomlPosition position = cursor.Position;
        ReadOnlySpan<char> token = TakeToken(cursor);
        try
        {
            return Parse(position, token, cursor);
        }
        catch (FormatException malformed)
        {
            throw cursor.Error(position, malformed.Message);
        }
    }

    private static TomlNode Parse(TomlPosition position, ReadOnlySpan<char> token, Cursor cursor) => token switch
    {
        [] => throw new FormatException($"expected a value, found {cursor.Found()}"),
        "true" => new TomlBoolean(position, true),
        "false" => new TomlBoolean(position, false),
        _ when DateTimeText.LooksLike(token) => DateTimeText.Parse(position, token),
        _ when NumberText.LooksLike(token) => NumberText.Parse(position, token),
        _ => throw new FormatException(NoValue(token.ToString())),
    };

    private static ReadOnlySpan<char> TakeToken(Cursor cursor)
    {
        int start = cursor.Index;
        AdvanceOverToken(cursor);
        // A date may be followed by its time behind one space.
        if (DateTimeText.IsDate(cursor.Since(start)) && cursor.Current == ' ' && cursor.Ahead(1) is >= '0' and <= '9')
        {
            cursor.Advance();
            AdvanceOverToken(cursor);
        }
        return cursor.Since(start);
    }

    private static void AdvanceOverToken(Cursor cursor)
    {
        while (cursor.Current is not (<= ' ' or ',' or '[' or ']' or '{' or '}' or '#' or '=' or '"' or '\'' or 0x7F))
        {
            cursor.Advance();
        }
    }

    private static string NoValue(string token)
    {
        string shown = Wording.Quote(token);
        string folded = token.ToLowerInvariant();
        return folded switch
        {
            "true" or "false" or "inf" or "nan" => $"{shown} is not a value; in lower case it is: {folded}",
            "yes" or "on" => $"{shown} is not a value; a boolean is true or false",
            "no" or "off" => $"{shown} is not a value; a boolean is true or false",
            "null" or "nil" or "none" => $"{shown} is not a value; leave the key out",
            _ when NearestName.Find(token, Words) is string word => $"{shown} is not a value; did you mean {word}? A string needs quotes",
            _ => $"{shown} is not a value; a string needs quotes",
        };
    }
}
