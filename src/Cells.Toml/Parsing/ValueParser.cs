namespace Cells.Toml.Parsing;

/// <summary>Reads values, and the pairs of key and value that inline tables share with the document.</summary>
internal sealed class ValueParser(Cursor cursor, KeyParser keys, TableBuilder tables)
{
    private readonly StringParser _strings = new(cursor);

    /// <summary>Reads <c>key = value</c> into a table.</summary>
    public void ParsePair(TomlTable into)
    {
        List<KeyPart> path = keys.ParsePath("=");
        if (!cursor.TryTake('='))
        {
            throw cursor.Error($"expected '=' after the key {Wording.Quote(path[^1].Name)}, found {cursor.Found()}");
        }
        TomlTable parent = tables.WalkDottedKey(into, path);
        KeyPart key = path[^1];
        tables.RefuseDuplicate(parent, key);
        cursor.SkipBlanks();
        parent.Add(new(key.Name, key.Position, ParseValue(parent.Depth + 1)));
    }

    private TomlNode ParseValue(int depth)
    {
        cursor.RefuseTooDeep(depth, cursor.Position);
        TomlPosition position = cursor.Position;
        return cursor.Current switch
        {
            '"' or '\'' => new TomlString(position, _strings.ParseValue()),
            '[' => ParseArray(depth),
            '{' => ParseInlineTable(depth),
            _ => BareValue.Parse(cursor),
        };
    }

    private TomlArray ParseArray(int depth)
    {
        TomlPosition open = cursor.Position;
        var array = new TomlArray(open, ofTables: false);
        cursor.Advance();
        cursor.SkipTrivia();
        while (!cursor.TryTake(']'))
        {
            RefuseEnd("array", ']', open);
            array.Add(ParseValue(depth + 1));
            cursor.SkipTrivia();
            RefuseEnd("array", ']', open);
            if (!cursor.TryTake(',') && cursor.Current != ']')
            {
                throw cursor.Error($"expected ',' or ']' after an item of the array, found {cursor.Found()}");
            }
            cursor.SkipTrivia();
        }
        return array;
    }

    private TomlTable ParseInlineTable(int depth)
    {
        TomlPosition open = cursor.Position;
        var table = new TomlTable(open, depth, TableOrigin.Inline);
        cursor.Advance();
        cursor.SkipBlanks();
        if (cursor.TryTake('}'))
        {
            return table;
        }
        do
        {
            cursor.SkipBlanks();
            RefuseLineEnd(open);
            ParsePair(table);
            cursor.SkipBlanks();
        }
        while (cursor.TryTake(','));
        RefuseLineEnd(open);
        if (!cursor.TryTake('}'))
        {
            throw cursor.Error($"expected ',' or '}}' after a value of the inline table, found {cursor.Found()}");
        }
        return table;
    }

    private void RefuseEnd(string what, char closing, TomlPosition open)
    {
        if (cursor.AtEnd)
        {
            throw cursor.Error(open, $"the {what} that begins here is not closed: expected '{closing}', found {cursor.Found()}");
        }
    }

    private void RefuseLineEnd(TomlPosition open)
    {
        RefuseEnd("inline table", '}', open);
        if (cursor.AtNewline || cursor.Current == '#')
        {
            throw cursor.Error("an inline table stands on one line; give it a [header] instead, or close it with '}'");
        }
    }
}
